namespace PluginSdk.Packaging.Validation;

/// <summary>A file outside the homes is on one node only, or in the way of another plugin.</summary>
internal sealed class ForeignPathRule : ValidationRule
{
    public override IEnumerable<Suspicion> Check(AssemblyModel assembly) =>
        from method in AuthoredMethods(assembly)
        from call in method.Calls
        let path = ForeignPaths.Used(call)
        where path is not null
        group path.Value by method.Member into paths
        select new Suspicion(PluginRules.ForeignPath, paths.Key,
            $"{paths.Key} uses a path of its own ({paths.First().Name}), which is another file on every node. Use IPluginContext.Home.Shared for what all nodes see and Home.Local for what belongs to one node.");
}
