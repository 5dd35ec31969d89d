using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PluginSdk.Wire;

/// <summary>Writes the pairs of any dictionary, exactly as many as the header announces: see <see cref="WireItems"/>.</summary>
internal static class WirePairs
{
    public static void Write<TKey, TValue>(
        ref WireWriter writer, IEnumerable<KeyValuePair<TKey, TValue>>? pairs, IWireCodec<TKey> key, IWireCodec<TValue> value)
        where TKey : notnull
    {
        if (pairs is null)
            WireError.Null(typeof(IEnumerable<KeyValuePair<TKey, TValue>>));
        writer.Enter();
        switch (pairs)
        {
            case Dictionary<TKey, TValue> dictionary:
                writer.WriteMapHeader(dictionary.Count);
                foreach (var pair in dictionary)
                    Write(ref writer, pair, key, value);
                break;
            case SortedDictionary<TKey, TValue> dictionary:
                writer.WriteMapHeader(dictionary.Count);
                foreach (var pair in dictionary)
                    Write(ref writer, pair, key, value);
                break;
            case SortedList<TKey, TValue> list:
                writer.WriteMapHeader(list.Count);
                for (var (index, count) = (0, list.Count); index < count; index++)
                    Write(ref writer, new KeyValuePair<TKey, TValue>(list.GetKeyAtIndex(index), list.GetValueAtIndex(index)), key, value);
                break;
            case ImmutableDictionary<TKey, TValue> dictionary:
                writer.WriteMapHeader(dictionary.Count);
                foreach (var pair in dictionary)
                    Write(ref writer, pair, key, value);
                break;
            case ImmutableSortedDictionary<TKey, TValue> dictionary:
                writer.WriteMapHeader(dictionary.Count);
                foreach (var pair in dictionary)
                    Write(ref writer, pair, key, value);
                break;
            case FrozenDictionary<TKey, TValue> dictionary:
                writer.WriteMapHeader(dictionary.Count);
                foreach (var pair in dictionary)
                    Write(ref writer, pair, key, value);
                break;
            default:
                var copy = new List<KeyValuePair<TKey, TValue>>();
                foreach (var pair in pairs)
                    copy.Add(pair);
                writer.WriteMapHeader(copy.Count);
                foreach (var pair in copy)
                    Write(ref writer, pair, key, value);
                break;
        }

        writer.Leave();
    }

    private static void Write<TKey, TValue>(ref WireWriter writer, KeyValuePair<TKey, TValue> pair, IWireCodec<TKey> key, IWireCodec<TValue> value)
    {
        key.Write(ref writer, pair.Key);
        value.Write(ref writer, pair.Value);
    }
}
