using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

/// <summary>
/// Collects the pairs of a map that is being read. Keys come from outside, so that whoever chooses them must not be able
/// to make them collide: see <see cref="WireKeyComparer{T}"/>.
/// </summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WireDictionaryBuilder<TKey, TValue>
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _pairs;

    /// <summary>Makes room for what a map of the declared count deserves.</summary>
    /// <param name="count">The declared count.</param>
    public WireDictionaryBuilder(int count)
        => _pairs = new Dictionary<TKey, TValue>(WireCapacity.For(count), WireKeyComparer<TKey>.For(count));

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
