using Microsoft.CodeAnalysis.Diagnostics;

namespace PluginSdk.Generators.Manifest;

/// <summary>The properties of the project that the build shows to the compiler.</summary>
internal readonly struct BuildProperties(AnalyzerConfigOptions options)
{
    private readonly AnalyzerConfigOptions _options = options;

    /// <summary>A property's value; null where it is missing or empty.</summary>
    public string? this[string name] =>
        _options.TryGetValue("build_property." + name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public string? PluginKey => this["PluginKey"];

    /// <summary>The project builds a plugin: it uses the project SDK, or says so.</summary>
    public bool IsPlugin => Is("IsClusterPlugin") ?? (Is("UsingPluginSdk") == true || PluginKey is not null);

    /// <summary>The default is yes; a project that says no gets warnings in place of errors.</summary>
    public bool IsClusterCompatible => Is("ClusterCompatible") ?? true;

    private bool? Is(string name) => this[name] is { } value ? string.Equals(value, "true", StringComparison.OrdinalIgnoreCase) : null;
}
