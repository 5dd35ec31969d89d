namespace PluginSdk.Hosting;

/// <summary>A plugin that is part of the application.</summary>
internal sealed record ApplicationPlugin(IPluginManifest Manifest);
