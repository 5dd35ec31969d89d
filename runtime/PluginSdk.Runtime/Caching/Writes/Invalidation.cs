using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Caching;

/// <summary>What becomes invalid: some keys, the keys of a tag, or every key.</summary>
/// <param name="Keys">The keys' bytes, or null.</param>
/// <param name="Tag">The tag, or null.</param>
internal sealed record Invalidation(IReadOnlyList<ReadOnlyMemory<byte>>? Keys, string? Tag)
{
    public static Invalidation All { get; } = new(null, null);

    /// <summary>Whether every key becomes invalid.</summary>
    public bool IsOfAll => Keys is null && Tag is null;

    /// <summary>What must be so for a single key to be invalidated; null: nothing.</summary>
    public WriteCondition? Condition { get; init; }

    public static Invalidation Of(ReadOnlyMemory<byte> key) => new([key], null);

    public static Invalidation OfTag(string tag) => new(null, tag);

    /// <summary>Whether a value with such tags is invalid then.</summary>
    public bool Concerns(ReadOnlySpan<byte> key, IReadOnlyList<string> tags)
    {
        if (Keys is null)
            return Tag is null || tags.Contains(Tag, StringComparer.Ordinal);
        foreach (var one in Keys)
        {
            if (one.Span.SequenceEqual(key))
                return true;
        }

        return false;
    }
}
