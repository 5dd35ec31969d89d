namespace PluginSdk;

/// <summary>The answer of a lookup that does not load: a value, which may be null, or a miss.</summary>
public readonly record struct CacheLookup<TValue>
{
    private readonly TValue? _value;

    /// <summary>A hit.</summary>
    public CacheLookup(TValue value)
    {
        _value = value;
        Found = true;
    }

    /// <summary>Whether there was a value.</summary>
    public bool Found { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There was none; ask <see cref="Found"/> first.</exception>
    public TValue Value => Found ? _value! : throw new InvalidOperationException("The cache has no value for this key; ask Found first.");

    /// <summary>The value, or <paramref name="fallback"/> where there was none.</summary>
    public TValue GetValueOrDefault(TValue fallback) => Found ? _value! : fallback;
}
