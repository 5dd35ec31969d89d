using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace PluginSdk.Wire;

/// <summary>
/// Writes the elements of any sequence, exactly as many as the header announces. Collections that are known to stay as
/// they are while one thread reads them are walked as they are, the others are copied first: they may be a view of
/// something that other threads change.
/// </summary>
internal static class WireItems
{
    public static void Write<T>(ref WireWriter writer, IEnumerable<T>? items, IWireCodec<T> element)
    {
        switch (items)
        {
            case null:
                WireError.Null(typeof(IEnumerable<T>));
                break;
            case T[] array:
                Write<T>(ref writer, array, element);
                break;
            case List<T> list:
                Write(ref writer, CollectionsMarshal.AsSpan(list), element);
                break;
            case FrozenSet<T> set:
                Write(ref writer, set.Items.AsSpan(), element);
                break;
            case HashSet<T> or Queue<T> or Stack<T> or LinkedList<T> or SortedSet<T> or ImmutableList<T> or ImmutableHashSet<T> or ImmutableSortedSet<T>:
                WritePlain(ref writer, items, element);
                break;
            case IReadOnlyList<T> list:
                WriteByIndex(ref writer, list, element);
                break;
            default:
                var copy = new List<T>();
                foreach (var item in items)
                    copy.Add(item);
                Write(ref writer, CollectionsMarshal.AsSpan(copy), element);
                break;
        }
    }

    public static void Write<T>(ref WireWriter writer, ReadOnlySpan<T> items, IWireCodec<T> element)
    {
        writer.Enter();
        writer.WriteArrayHeader(items.Length);
        foreach (var item in items)
            element.Write(ref writer, item);
        writer.Leave();
    }

    /// <summary>A list that shrinks meanwhile throws, and one that grows is written as long as it was.</summary>
    private static void WriteByIndex<T>(ref WireWriter writer, IReadOnlyList<T> items, IWireCodec<T> element)
    {
        var count = items.Count;
        writer.Enter();
        writer.WriteArrayHeader(count);
        for (var index = 0; index < count; index++)
            element.Write(ref writer, items[index]);
        writer.Leave();
    }

    /// <summary>Each with its own enumerator, which is not allocated.</summary>
    private static void WritePlain<T>(ref WireWriter writer, IEnumerable<T> items, IWireCodec<T> element)
    {
        writer.Enter();
        switch (items)
        {
            case HashSet<T> set:
                writer.WriteArrayHeader(set.Count);
                foreach (var item in set)
                    element.Write(ref writer, item);
                break;
            case Queue<T> queue:
                writer.WriteArrayHeader(queue.Count);
                foreach (var item in queue)
                    element.Write(ref writer, item);
                break;
            case Stack<T> stack:
                writer.WriteArrayHeader(stack.Count);
                foreach (var item in stack)
                    element.Write(ref writer, item);
                break;
            case LinkedList<T> list:
                writer.WriteArrayHeader(list.Count);
                foreach (var item in list)
                    element.Write(ref writer, item);
                break;
            case SortedSet<T> set:
                writer.WriteArrayHeader(set.Count);
                foreach (var item in set)
                    element.Write(ref writer, item);
                break;
            case ImmutableList<T> list:
                writer.WriteArrayHeader(list.Count);
                foreach (var item in list)
                    element.Write(ref writer, item);
                break;
            case ImmutableHashSet<T> set:
                writer.WriteArrayHeader(set.Count);
                foreach (var item in set)
                    element.Write(ref writer, item);
                break;
            case ImmutableSortedSet<T> set:
                writer.WriteArrayHeader(set.Count);
                foreach (var item in set)
                    element.Write(ref writer, item);
                break;
        }

        writer.Leave();
    }
}
