using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Caching;
using PluginSdk.Generators.Events;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Jobs;
using PluginSdk.Generators.Locking;

namespace PluginSdk.Generators.Manifest;

/// <summary>The one output that waits for everything the plugin declares.</summary>
internal static class ManifestPipeline
{
    public static void Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<CachingClass> caches,
        IncrementalValuesProvider<LockingClass> locks,
        IncrementalValuesProvider<JobClass> clusterJobs,
        IncrementalValuesProvider<JobClass> nodeJobs,
        IncrementalValuesProvider<EventModel> events,
        IncrementalValuesProvider<HandlerClass> handlers)
    {
        var pluginClasses = RegisterPluginClasses(context);
        var jobs = clusterJobs.Collect().Combine(nodeJobs.Collect())
            .Select(static (both, _) => both.Left.Concat(both.Right).ToEquatableArray());
        var manifest = Project(context)
            .Combine(caches.Collect())
            .Combine(locks.Collect())
            .Combine(jobs)
            .Combine(events.Collect())
            .Combine(handlers.Collect())
            .Combine(pluginClasses.Collect())
            .Select(static (all, _) =>
            {
                var ((((((project, caches), locks), jobs), events), handlers), pluginClasses) = all;
                return ManifestModel.Of(project, caches, locks, jobs, events, handlers, pluginClasses);
            })
            .WithTrackingName(TrackingNames.Manifest);
        context.RegisterSourceOutput(manifest, static (output, model) =>
        {
            if (model.IsWanted)
                output.AddSource(ManifestEmitter.HintName, ManifestEmitter.Emit(model));
        });
    }

    private static IncrementalValuesProvider<PluginClass> RegisterPluginClasses(IncrementalGeneratorInitializationContext context)
    {
        var classes = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => PluginClass.MayBe(node), PluginClass.Of)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(TrackingNames.PluginClasses);
        context.RegisterSourceOutput(classes, static (output, model) =>
            output.AddSource(model.HintName, PluginClassEmitter.Emit(model)));
        return classes;
    }

    private static IncrementalValueProvider<ProjectModel> Project(IncrementalGeneratorInitializationContext context) =>
        context.CompilationProvider
            .Select(static (compilation, _) => (Assembly: compilation.AssemblyName ?? "", Contract: ProjectModel.ContractOf(compilation)))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (both, _) => ProjectModel.Of(both.Right.GlobalOptions, both.Left.Assembly, both.Left.Contract))
            .WithTrackingName(TrackingNames.Project);
}
