namespace PluginSdk.Runtime.Caching;

/// <summary>A value with what is stored along with it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Bytes">The encoded value; empty where nobody needs it.</param>
/// <param name="Size">Of key and value, encoded; 0 where nobody needs to know.</param>
/// <param name="Life">How long it lives from now; null: it does not expire.</param>
/// <param name="Tags">Its tags.</param>
internal readonly record struct LoadedValue<TValue>(TValue Value, ReadOnlyMemory<byte> Bytes, long Size, TimeSpan? Life, IReadOnlyList<string> Tags)
{
    /// <summary>A value that is not stored.</summary>
    public LoadedValue(TValue value)
        : this(value, default, 0, null, [])
    {
    }
}
