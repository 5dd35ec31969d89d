namespace PluginSdk.Packaging.Validation;

/// <summary>A timer fires on each node of its own.</summary>
internal sealed class TimerRule : ValidationRule
{
    private static readonly HashSet<string> Creations =
    [
        "System.Threading.Timer::.ctor",
        "System.Timers.Timer::.ctor",
        "System.Threading.PeriodicTimer::.ctor",
        "System.TimeProvider::CreateTimer",
    ];

    public override IEnumerable<Suspicion> Check(AssemblyModel assembly) =>
        from method in AuthoredMethods(assembly)
        where method.Calls.Any(static call => Creations.Contains(call.FullName))
        select new Suspicion(PluginRules.Timer, method.Member,
            $"{method.Member} starts a timer, which fires on every node. Use [PerClusterJob] for what must run once in the cluster and [PerNodeJob] for what belongs to each node, or justify it.",
            [.. method.Steps.OfType<StoreStep>().Where(static store => store.Value.Kind == FlowValueKind.New && Creations.Contains($"{store.Value.Name}::.ctor")).Select(static store => FieldModel.MemberOf(store.Field))]);
}
