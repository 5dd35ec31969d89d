namespace PluginSdk.Hosting;

/// <summary>What one node says of the installed packages, for as long as it says so.</summary>
internal sealed record NodePackages(string NodeName, IReadOnlyList<PackageOnNode> Packages);
