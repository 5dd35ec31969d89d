namespace PluginSdk.Packaging.Validation;

/// <summary>A hosted service runs on each node, and outlives the plugin unless the host knows it.</summary>
internal sealed class HostedServiceRule : ValidationRule
{
    private const string Interface = "Microsoft.Extensions.Hosting.IHostedService";
    private const string LifecycleInterface = "Microsoft.Extensions.Hosting.IHostedLifecycleService";
    private const string BaseClass = "Microsoft.Extensions.Hosting.BackgroundService";

    public override IEnumerable<Suspicion> Check(AssemblyModel assembly) =>
        from type in assembly.Types
        where !type.IsGenerated && !type.IsAbstract && IsHostedService(assembly, type)
        select new Suspicion(PluginRules.HostedService, type.SourceName,
            $"{type.SourceName} is a hosted service, which runs on every node. Use [PerClusterJob] for what must run once in the cluster and [PerNodeJob] for what belongs to each node, or justify it.");

    private static bool IsHostedService(AssemblyModel assembly, TypeModel type)
    {
        if (type.Base?.Name == BaseClass || type.Interfaces.Any(static shape => shape.Name is Interface or LifecycleInterface))
            return true;
        return type.Base is { IsOwn: true } own && IsHostedService(assembly, assembly.Type(own.Definition));
    }
}
