using System.Runtime.InteropServices;
using System.Text;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>The keys of one cache.</summary>
internal sealed class CacheKeys(RedisKeys keys, string cache)
{
    private readonly RedisKey _prefix = Encoding.UTF8.GetBytes($"{keys.Prefix}value:{cache}:");

    /// <summary>The cache's generation and epoch.</summary>
    public RedisKey Cache { get; } = keys.Of("cache", cache);

    /// <summary>The place of a value or of a ticket for it.</summary>
    public RedisKey Value(ReadOnlyMemory<byte> key)
    {
        var isWhole = MemoryMarshal.TryGetArray(key, out var segment) && segment.Count == segment.Array!.Length;
        return _prefix.Append(isWhole ? segment.Array : key.ToArray());
    }

    public RedisKey Tag(string tag) => keys.Of("tag", $"{cache}:{tag}");
}
