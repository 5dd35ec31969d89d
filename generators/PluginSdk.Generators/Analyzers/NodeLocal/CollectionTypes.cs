using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Collections that can be changed.</summary>
internal static class CollectionTypes
{
    private static readonly HashSet<string> s_keyed = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.Dictionary`2",
        "System.Collections.Generic.IDictionary`2",
        "System.Collections.Generic.SortedDictionary`2",
        "System.Collections.Generic.SortedList`2",
        "System.Collections.Generic.OrderedDictionary`2",
        "System.Collections.Concurrent.ConcurrentDictionary`2",
        "System.Collections.Hashtable",
        "System.Collections.IDictionary",
        "System.Runtime.Caching.MemoryCache",
        "System.Runtime.Caching.ObjectCache",
        "Microsoft.Extensions.Caching.Memory.MemoryCache",
        "Microsoft.Extensions.Caching.Memory.IMemoryCache",
    };

    private static readonly HashSet<string> s_others = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.List`1",
        "System.Collections.Generic.IList`1",
        "System.Collections.Generic.ICollection`1",
        "System.Collections.Generic.HashSet`1",
        "System.Collections.Generic.ISet`1",
        "System.Collections.Generic.SortedSet`1",
        "System.Collections.Generic.Queue`1",
        "System.Collections.Generic.PriorityQueue`2",
        "System.Collections.Generic.Stack`1",
        "System.Collections.Generic.LinkedList`1",
        "System.Collections.Concurrent.ConcurrentBag`1",
        "System.Collections.Concurrent.ConcurrentQueue`1",
        "System.Collections.Concurrent.ConcurrentStack`1",
        "System.Collections.Concurrent.BlockingCollection`1",
        "System.Collections.ArrayList",
    };

    /// <summary>Finds values by a key, as a cache does.</summary>
    public static bool IsKeyed(ITypeSymbol? type) => type is INamedTypeSymbol named && s_keyed.Contains(TypeNames.Metadata(named));

    /// <summary>Can be changed in place.</summary>
    public static bool IsMutable(ITypeSymbol? type) =>
        type is INamedTypeSymbol named && TypeNames.Metadata(named) is var name && (s_keyed.Contains(name) || s_others.Contains(name));

    /// <summary>Holds elements, changeable or not: a new one may be put in its place.</summary>
    public static bool IsCollection(ITypeSymbol? type) =>
        IsMutable(type)
        || type is IArrayTypeSymbol
        || (type is { SpecialType: not SpecialType.System_String } && type.IsOrInherits("System.Collections.IEnumerable"));
}
