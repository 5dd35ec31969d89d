namespace PluginSdk.Packaging.Validation;

/// <summary>A collection that lives as long as the process and grows at run time is a cache that only this node knows.</summary>
internal sealed class StaticCollectionRule : ValidationRule
{
    private static readonly HashSet<string> Collections =
    [
        "System.Collections.ArrayList", "System.Collections.Hashtable", "System.Collections.IDictionary", "System.Collections.IList",
        "System.Collections.Concurrent.BlockingCollection`1", "System.Collections.Concurrent.ConcurrentBag`1", "System.Collections.Concurrent.ConcurrentDictionary`2",
        "System.Collections.Concurrent.ConcurrentQueue`1", "System.Collections.Concurrent.ConcurrentStack`1", "System.Collections.Concurrent.IProducerConsumerCollection`1",
        "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.HashSet`1", "System.Collections.Generic.ICollection`1", "System.Collections.Generic.IDictionary`2",
        "System.Collections.Generic.IList`1", "System.Collections.Generic.ISet`1", "System.Collections.Generic.LinkedList`1", "System.Collections.Generic.List`1",
        "System.Collections.Generic.OrderedDictionary`2", "System.Collections.Generic.PriorityQueue`2", "System.Collections.Generic.Queue`1", "System.Collections.Generic.SortedDictionary`2",
        "System.Collections.Generic.SortedList`2", "System.Collections.Generic.SortedSet`1", "System.Collections.Generic.Stack`1", "System.Collections.ObjectModel.Collection`1",
        "System.Collections.ObjectModel.ObservableCollection`1", "System.Runtime.Caching.MemoryCache", "System.Runtime.Caching.ObjectCache",
        "Microsoft.Extensions.Caching.Memory.IMemoryCache", "Microsoft.Extensions.Caching.Memory.MemoryCache",
    ];

    private static readonly HashSet<string> Additions =
    [
        "Add", "AddAfter", "AddBefore", "AddFirst", "AddLast", "AddOrGetExisting", "AddOrUpdate", "AddRange", "CreateEntry", "Enqueue", "GetOrAdd",
        "GetOrCreate", "GetOrCreateAsync", "Insert", "InsertRange", "Push", "PushRange", "Set", "TryAdd", "TryUpdate", "UnionWith", "set_Item",
    ];

    private static readonly HashSet<string> SingletonMarks =
    [
        "PluginSdk.ClusterCacheAttribute", "PluginSdk.ClusterLockAttribute", "PluginSdk.PerClusterJobAttribute",
        "PluginSdk.PerNodeJobAttribute", "PluginSdk.ClusterEventHandlerAttribute",
    ];

    public override IEnumerable<Suspicion> Check(AssemblyModel assembly)
    {
        var singletons = Singletons(assembly);
        var fields = assembly.Types
            .SelectMany(static type => type.Fields)
            .Where(field => field is { IsDeclared: true, IsThreadStatic: false } && (field.IsStatic || singletons.Contains(field.Owner.FullName)) && IsWatched(field.Shape))
            .DistinctBy(static field => field.Key)
            .ToDictionary(static field => field.Key);
        if (fields.Count == 0)
            return [];
        return
            from method in AuthoredMethods(assembly)
            from call in method.Calls
            where Additions.Contains(call.Method) && !call.Arguments.IsEmpty && call.Arguments[0].Kind == FlowValueKind.Field
            let field = fields.GetValueOrDefault(call.Arguments[0].Name)
            where field is not null && !IsInitializer(method, field)
            group method.Member by field into additions
            select new Suspicion(PluginRules.StaticCollection, additions.Key.Member,
                $"{additions.Key.Member} ({additions.Key.Shape.Display}) lives as long as the process, and {additions.First()} adds to it: every node has a copy of its own that the other nodes do not see and cannot invalidate. Use [ClusterCache], or justify why the content is the same on every node.",
                [.. additions]);
    }

    /// <summary>What is keyed by a type describes code, and the code is the same on every node.</summary>
    private static bool IsWatched(TypeShape shape) =>
        Collections.Contains(shape.Name) && shape.Arguments.FirstOrDefault()?.Name != "System.Type";

    private static bool IsInitializer(MethodModel method, FieldModel field) =>
        method.Owner.SourceName == field.Owner.SourceName && method.SourceName == (field.IsStatic ? ".cctor" : ".ctor");

    /// <summary>One instance a node: classes with cluster members, and what is registered as a singleton.</summary>
    private static HashSet<string> Singletons(AssemblyModel assembly)
    {
        var registered = assembly.Methods
            .SelectMany(static method => method.Calls)
            .Where(static call => call.Method is "AddSingleton" or "TryAddSingleton" or "AddKeyedSingleton" or "TryAddKeyedSingleton")
            .SelectMany(static call => call.TypeArguments)
            .Where(static type => type.IsOwn)
            .Select(static type => type.Name);
        var annotated = assembly.Types.Where(type => HasClusterMember(assembly, type)).Select(static type => type.FullName);
        return [.. registered, .. annotated];
    }

    private static bool HasClusterMember(AssemblyModel assembly, TypeModel type) =>
        type.Methods.Any(method => assembly.Has(method.Definition.GetCustomAttributes(), SingletonMarks.Contains))
        || type.Definition.GetProperties().Any(property => assembly.Has(assembly.Metadata.GetPropertyDefinition(property).GetCustomAttributes(), SingletonMarks.Contains));
}
