using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PluginSdk.Wire;

/// <summary>Reads sets, each element of which must be there once.</summary>
internal static class WireSet
{
    public static HashSet<T> Read<T>(ref WireReader reader, IWireCodec<T> element)
    {
        reader.Enter();
        var count = reader.ReadArrayHeader();
        var comparer = WireKeyComparer<T>.For(count);
        var set = new HashSet<T>(comparer);
        for (var start = reader.Position; set.Count < count;)
        {
            var room = WireCapacity.Next<T>(set.Count, count, start, in reader);
            set.EnsureCapacity(room);
            while (set.Count < room)
            {
                if (!set.Add(element.Read(ref reader)))
                    WireError.DuplicateElement();
            }
        }

        comparer?.EndReading();
        reader.Leave();
        return set;
    }

    public static FrozenSet<T> Freeze<T>(HashSet<T> set) => set.ToFrozenSet(WireKeyComparer<T>.ForFrozen(set.Count, set.Comparer));

    public static ImmutableHashSet<T> Immutable<T>(HashSet<T> set) => ImmutableHashSet.CreateRange(set.Comparer, set);

    public static ImmutableSortedSet<T> Sorted<T>(T[] items)
    {
        var set = ImmutableSortedSet.Create(items);
        if (set.Count != items.Length)
            WireError.DuplicateElement();
        return set;
    }
}
