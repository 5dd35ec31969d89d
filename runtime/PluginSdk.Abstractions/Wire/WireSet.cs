using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PluginSdk.Wire;

/// <summary>Makes sets of elements that were read, each of which must be there once.</summary>
internal static class WireSet
{
    public static HashSet<T> Create<T>(T[] items)
    {
        var comparer = WireKeyComparer<T>.For(items.Length);
        var set = new HashSet<T>(items, comparer);
        comparer?.EndReading();
        return Checked(set, items.Length);
    }

    public static FrozenSet<T> Freeze<T>(T[] items)
    {
        var set = Create(items);
        return set.ToFrozenSet(set.Comparer);
    }

    public static ImmutableHashSet<T> Immutable<T>(T[] items)
    {
        var set = Create(items);
        return ImmutableHashSet.CreateRange(set.Comparer, set);
    }

    public static TSet Checked<TSet>(TSet set, int count)
        where TSet : System.Collections.ICollection
    {
        if (set.Count != count)
            WireError.DuplicateElement();
        return set;
    }

    public static HashSet<T> Checked<T>(HashSet<T> set, int count)
    {
        if (set.Count != count)
            WireError.DuplicateElement();
        return set;
    }
}
