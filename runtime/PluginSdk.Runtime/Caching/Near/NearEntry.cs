namespace PluginSdk.Runtime.Caching;

/// <summary>A value in a near cache.</summary>
internal sealed class NearEntry<TKey, TValue>(TKey key, TValue value) : NearHit<TKey, TValue>(key, value)
{
    /// <summary>From then on a hit starts a load in the background; moved to the end of time by the one that does.</summary>
    public long RefreshAt = long.MaxValue;

    /// <summary>The encoded value, where each reader gets an instance of its own.</summary>
    public ReadOnlyMemory<byte> Encoded { get; init; }

    /// <summary>Of key and value, encoded; 0 where nobody needs to know.</summary>
    public long Size { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When its load or its read from the shared tier began.</summary>
    public required long LoadedAt { get; init; }

    /// <summary>Expires then at the latest, however often it is read.</summary>
    public required long HardExpiresAt { get; init; }

    /// <summary>Its place in the order of arrival; guarded by the near cache's gate.</summary>
    public NearEntry<TKey, TValue>? Newer { get; set; }

    /// <inheritdoc cref="Newer"/>
    public NearEntry<TKey, TValue>? Older { get; set; }

    /// <summary>What stands in a table's slot from which an entry was removed.</summary>
    public static NearEntry<TKey, TValue> CreateMark() => new(default!, default!) { Hash = -1, LoadedAt = 0, HardExpiresAt = 0 };
}
