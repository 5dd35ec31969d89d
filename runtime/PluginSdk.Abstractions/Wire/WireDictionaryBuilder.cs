using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

/// <summary>
/// Collects the pairs of a map that is being read. Keys come from outside, so that whoever chooses them must not be able
/// to make them collide: see <see cref="WireKeyComparer{T}"/>.
/// </summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <param name="count">The declared count.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WireDictionaryBuilder<TKey, TValue>(int count)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _pairs = new(WireKeyComparer<TKey>.For(count));

    /// <summary>Makes as much room as the declared count deserves by now.</summary>
    /// <param name="start">The <see cref="WireReader.Position"/> of the first pair.</param>
    /// <param name="reader">Where the pairs come from.</param>
    /// <returns>How many pairs there is room for, those that were read with them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // A call would take the builder's address, and its fields out of registers.
    public int Extend(int start, scoped in WireReader reader)
    {
        var room = WireCapacity.Next<KeyValuePair<TKey, TValue>>(_pairs.Count, count, start, in reader);
        _pairs.EnsureCapacity(room);
        return room;
    }

    /// <summary>Adds a pair.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="WireFormatException">The key was there already.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TKey key, TValue value)
    {
        if (key is null)
            WireError.NullKey();
        if (!_pairs.TryAdd(key, value))
            WireError.DuplicateKey();
    }

    /// <summary>The dictionary, complete.</summary>
    /// <returns>The dictionary.</returns>
    public Dictionary<TKey, TValue> Build()
    {
        (_pairs.Comparer as WireKeyComparer<TKey>)?.EndReading();
        return _pairs;
    }
}
