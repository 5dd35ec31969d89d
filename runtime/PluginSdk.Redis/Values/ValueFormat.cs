using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Redis;

/// <summary>
/// A value's bytes in Redis: <c>V</c>, the cache's generation (8), the value's stamp (8), when it expires in milliseconds of the server's clock as
/// 16 digits (zeros: never), the length of its tags as 2 hexadecimal digits, its tags, its payload. The scripts compose and
/// compare it; reads by MGET take it apart here.
/// </summary>
internal static class ValueFormat
{
    private const int GenerationAt = 1;
    private const int StampAt = 9;
    private const int ExpiryAt = 17;
    private const int TagsLengthAt = 33;
    private const int TagsAt = 35;
    private const int GenerationLength = 8;
    private const int LifeAt = 16;
    private const int CacheLength = 24;

    /// <summary>The most bytes that all tags of a value may take, with the signs between them.</summary>
    private const int LongestTags = 255;

    /// <summary>The expiry of a value that does not expire.</summary>
    private static ReadOnlySpan<byte> Never => "0000000000000000"u8;

    /// <summary>The tags of a value that has none.</summary>
    private static readonly byte[] s_noTags = "00"u8.ToArray();

    /// <summary>Whether <paramref name="stored"/> is a value of the cache's generation, made in this life of the server.</summary>
    public static bool Counts(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> cache, ReadOnlySpan<byte> life) =>
        stored.Length >= TagsAt && stored[0] == (byte)'V' && cache.Length == CacheLength && LifeOf(cache).SequenceEqual(life)
        && stored.Slice(GenerationAt, GenerationLength).SequenceEqual(cache[..GenerationLength]);

    /// <summary>When a value expires, in milliseconds of the server's clock; 0: never.</summary>
    public static long ExpiryOf(ReadOnlySpan<byte> stored)
    {
        var text = stored[ExpiryAt..TagsLengthAt];
        if (text.SequenceEqual(Never))
            return 0;
        return Utf8Parser.TryParse(text, out long expiry, out _) ? expiry : 1;
    }

    public static StoredValue Read(ReadOnlyMemory<byte> stored, ReadOnlySpan<byte> cache, TimeSpan? remaining)
    {
        var bytes = stored.Span;
        var length = 0;
        IReadOnlyList<string> tags = [];
        if (!bytes[TagsLengthAt..TagsAt].SequenceEqual(s_noTags))
        {
            _ = int.TryParse(bytes[TagsLengthAt..TagsAt], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out length);
            tags = Encoding.UTF8.GetString(bytes.Slice(TagsAt, length)).Split('\0');
        }

        return new StoredValue(true, stored[(TagsAt + length)..], remaining, tags, new FillTicket(ParseStamp(bytes[StampAt..]), ParseEpoch(cache)));
    }

    /// <summary>The tags' length and the tags.</summary>
    /// <exception cref="ArgumentException">They are too long.</exception>
    public static byte[] FormatTags(IReadOnlyList<string> tags)
    {
        if (tags.Count == 0)
            return s_noTags;
        var text = Encoding.UTF8.GetBytes(string.Join('\0', tags));
        return text.Length <= LongestTags
            ? [.. Encoding.ASCII.GetBytes(text.Length.ToString("x2", CultureInfo.InvariantCulture)), .. text]
            : throw new ArgumentException($"The tags of a value take {text.Length} bytes, and {LongestTags} are the most: {string.Join(", ", tags)}.", nameof(tags));
    }

    public static byte[] FormatStamp(long stamp)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, stamp);
        return bytes;
    }

    public static byte[] NewStamp() => FormatStamp(Random.Shared.NextInt64());

    /// <summary>The life of the server in which the cache's generation was made.</summary>
    public static ReadOnlySpan<byte> LifeOf(ReadOnlySpan<byte> cache) => cache[LifeAt..];

    /// <summary>The epoch in the bytes of the cache's key.</summary>
    public static long ParseEpoch(ReadOnlySpan<byte> cache) => ParseStamp(cache[GenerationLength..]);

    public static long ParseStamp(ReadOnlySpan<byte> stamp) => BinaryPrimitives.ReadInt64BigEndian(stamp);

    /// <summary>A generation and an epoch that never were before.</summary>
    public static byte[] NewGeneration()
    {
        var bytes = new byte[LifeAt];
        Random.Shared.NextBytes(bytes);
        return bytes;
    }

    /// <summary>As <see cref="NewGeneration()"/>, with the life of the server that this node knows, if it knows one.</summary>
    public static byte[] NewGeneration(byte[]? life) => [.. NewGeneration(), .. life ?? []];
}
