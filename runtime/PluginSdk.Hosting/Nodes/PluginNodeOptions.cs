using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Packaging;
using PluginSdk.Runtime;

namespace PluginSdk.Hosting;

/// <summary>What one node of a cluster of plugins is made of.</summary>
public sealed record PluginNodeOptions
{
    /// <summary>How the node takes part in the cluster.</summary>
    public required ClusterMemberOptions Member { get; init; }

    /// <summary>The node's own directory; made if it does not exist.</summary>
    public required string LocalHome { get; init; }

    /// <summary>The directory that all nodes share; null on a standalone node: <c>shared-home</c> in <see cref="LocalHome"/>.</summary>
    public string? SharedHome { get; init; }

    /// <summary>What licences say; without a source every licence is missing.</summary>
    public ILicenseSource LicenseSource { get; init; } = NoLicenseSource.Instance;

    /// <summary>What happens to packages that are not cluster compatible.</summary>
    public CompatibilityPolicy IncompatiblePlugins { get; init; } = CompatibilityPolicy.Refuse;

    /// <summary>Whether the node runs what is installed in the cluster's package store.</summary>
    public bool FollowsPackageStore { get; init; } = true;

    /// <summary>How long a plugin that starts is waited for; one that takes longer is refused, and stopped when it gets to an end.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a plugin that stops is waited for.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much a package may hold.</summary>
    public PackageLimits PackageLimits { get; init; } = PackageLimits.Default;

    /// <summary>Assemblies that host and packages have in common, beside those every host shares.</summary>
    public IReadOnlyCollection<Assembly> SharedContracts { get; init; } = [];

    /// <summary>Adds the host's services that plugins may use; a plugin's own registrations come after them.</summary>
    public Action<IServiceCollection>? ExportServices { get; init; }

    /// <summary>Has the last word on a plugin's services; for tests.</summary>
    public Action<IServiceCollection>? OverrideServices { get; init; }

    /// <summary>Puts something between the runtime and a plugin; for tests.</summary>
    internal Func<IPluginManifest, IPluginManifest>? ObserveManifest { get; init; }
}
