namespace PluginSdk.Packaging.Validation;

/// <summary>What a cache or an event holds travels to other nodes; some types cannot.</summary>
internal sealed class SerializationRule : ValidationRule
{
    private const string Union = "MessagePack.UnionAttribute";
    private const string Codec = "PluginSdk.ClusterSerializableAttribute";

    private static readonly HashSet<string> Carriers = ["PluginSdk.IClusterCache`2", "PluginSdk.CacheDefinition`2", "PluginSdk.EventDefinition`1", "PluginSdk.IClusterEvent`1", "PluginSdk.ClusterEventWrapper`1"];

    private static readonly HashSet<string> Travellers =
    [
        "System.Collections.Generic.ICollection`1", "System.Collections.Generic.IDictionary`2", "System.Collections.Generic.IEnumerable`1", "System.Collections.Generic.IList`1",
        "System.Collections.Generic.IReadOnlyCollection`1", "System.Collections.Generic.IReadOnlyDictionary`2", "System.Collections.Generic.IReadOnlyList`1",
        "System.Collections.Generic.IReadOnlySet`1", "System.Collections.Generic.ISet`1",
    ];

    public override IEnumerable<Suspicion> Check(AssemblyModel assembly)
    {
        var seen = new HashSet<string>();
        var work = new Queue<(string Root, TypeShape Shape)>(Roots(assembly));
        while (work.TryDequeue(out var item))
        {
            foreach (var shape in item.Shape.Flatten())
            {
                if (Obstacle(assembly, shape) is { } obstacle)
                {
                    yield return new Suspicion(new Finding(PluginRules.NotSerializable, FindingSeverity.Error,
                        $"{item.Root} carries {shape.Display}, which is {obstacle} and cannot be sent to another node. Carry the data itself, or mark the member with [IgnoreMember].", item.Root), []);
                }
                else if (shape.IsOwn && seen.Add(shape.Name))
                {
                    foreach (var field in assembly.Type(shape.Definition).Fields.Where(static field => field.Travels))
                        work.Enqueue((field.Member, field.Shape));
                }
            }
        }
    }

    /// <summary>Types of caches in signatures, and types that are declared to travel.</summary>
    private static IEnumerable<(string, TypeShape)> Roots(AssemblyModel assembly)
    {
        foreach (var type in assembly.Types.Where(static type => !type.IsCompilerMade))
        {
            foreach (var field in type.Fields)
            {
                foreach (var carried in Carried(field.Shape))
                    yield return (field.Member, carried);
            }
            foreach (var method in type.Methods.Where(method => method.Name.StartsWith("get_", StringComparison.Ordinal)))
            {
                foreach (var carried in Carried(Signatures.Of(assembly.Metadata, method.Definition).ReturnType))
                    yield return (method.Member, carried);
            }
            if (assembly.Has(type.Definition.GetCustomAttributes(), static name => name is "PluginSdk.ClusterEventAttribute" or Codec))
                yield return (type.SourceName, new TypeShape(type.FullName, [], type.Handle));
        }
    }

    private static IEnumerable<TypeShape> Carried(TypeShape shape) =>
        shape.Flatten().Where(static part => Carriers.Contains(part.Name)).SelectMany(static part => part.Arguments);

    private static string? Obstacle(AssemblyModel assembly, TypeShape shape)
    {
        if (shape.IsOwn)
            return OwnObstacle(assembly, assembly.Type(shape.Definition));
        return shape.Name switch
        {
            "System.Object" => "of no known type",
            "System.IntPtr" or "System.UIntPtr" or TypeShape.Pointer => "an address in this process",
            "System.Type" or "System.Threading.CancellationToken" or "System.Threading.Lock" or "System.Threading.SemaphoreSlim" => "a part of this process",
            "System.Delegate" or "System.MulticastDelegate" or "System.EventHandler" => "a delegate",
            "Microsoft.EntityFrameworkCore.DbContext" => "a database context",
            _ when shape.Name == "System.Action" || shape.Name.StartsWith("System.Action`", StringComparison.Ordinal) || shape.Name.StartsWith("System.Func`", StringComparison.Ordinal)
                || shape.Name.StartsWith("System.EventHandler`", StringComparison.Ordinal) || shape.Name.StartsWith("System.Predicate`", StringComparison.Ordinal) => "a delegate",
            _ when shape.Name.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal) => "work in progress",
            _ when shape.Name.StartsWith("Microsoft.Win32.SafeHandles.", StringComparison.Ordinal) || shape.Name.EndsWith("Handle", StringComparison.Ordinal) => "a handle of this process",
            _ when shape.Name.StartsWith("System.IO.", StringComparison.Ordinal) && (shape.Name.EndsWith("Stream", StringComparison.Ordinal) || shape.Name.EndsWith("Reader", StringComparison.Ordinal) || shape.Name.EndsWith("Writer", StringComparison.Ordinal)) => "a stream",
            _ when IsInterfaceName(shape.Name) && !Travellers.Contains(shape.Name) => "an interface, whose implementation another node cannot know",
            _ => null,
        };
    }

    private static string? OwnObstacle(AssemblyModel assembly, TypeModel type) => type switch
    {
        { IsDelegate: true } => "a delegate",
        { IsInterface: true } when !assembly.Has(type.Definition.GetCustomAttributes(), static name => name == Union) => "an interface, whose implementation another node cannot know",
        { Base: { } known } when !known.IsOwn && known.Name is "Microsoft.EntityFrameworkCore.DbContext" => "a database context",
        { Base: { } known } when !known.IsOwn && known.Name is "System.IO.Stream" => "a stream",
        { Base: { IsOwn: true } own } => OwnObstacle(assembly, assembly.Type(own.Definition)),
        _ => null,
    };

    /// <summary>Only the name of a foreign type is known here; .NET names interfaces by one rule.</summary>
    private static bool IsInterfaceName(string name) =>
        name[(name.LastIndexOf('.') + 1)..] is ['I', >= 'A' and <= 'Z', ..] simple && simple.Skip(2).Any(char.IsAsciiLetterLower);
}
