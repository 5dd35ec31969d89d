using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Caching;
using PluginSdk.Generators.Events;
using PluginSdk.Generators.Jobs;
using PluginSdk.Generators.Locking;
using PluginSdk.Generators.Manifest;

namespace PluginSdk.Generators;

/// <summary>
/// Implements what the attributes of a plugin declare: caches, guarded methods, events, and the manifest that names
/// them with the jobs and handlers. Each type's code depends on that type alone; only the manifest waits for all.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class PluginGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var caches = CachePipeline.Register(context);
        var locks = LockPipeline.Register(context);
        var events = EventPipeline.Register(context);
        var handlers = EventPipeline.RegisterHandlers(context);
        var clusterJobs = JobPipeline.Register(context, KnownNames.ClusterJobAttribute);
        var nodeJobs = JobPipeline.Register(context, KnownNames.NodeJobAttribute);
        ManifestPipeline.Register(context, caches, locks, clusterJobs, nodeJobs, events, handlers);
    }
}
