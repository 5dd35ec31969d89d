using System.Text;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>The keys of one cache.</summary>
internal sealed class CacheKeys(RedisKeys keys, string cache)
{
    private readonly byte[] _prefix = Encoding.UTF8.GetBytes($"{keys.Prefix}value:{cache}:");

    /// <summary>The cache's generation and epoch.</summary>
    public RedisKey Cache { get; } = keys.Of("cache", cache);

    /// <summary>The place of a value or of a ticket for it.</summary>
    public RedisKey Value(ReadOnlyMemory<byte> key)
    {
        var bytes = new byte[_prefix.Length + key.Length];
        _prefix.CopyTo(bytes, 0);
        key.Span.CopyTo(bytes.AsSpan(_prefix.Length));
        return bytes;
    }

    public RedisKey Tag(string tag) => keys.Of("tag", $"{cache}:{tag}");
}
