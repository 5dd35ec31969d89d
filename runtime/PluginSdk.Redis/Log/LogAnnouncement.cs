using System.Buffers.Text;
using System.Text;
using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>
/// An entry as it is announced: <c>sequence-stamp stamp-before id-length topic-length\n</c>, then id, topic and payload. The
/// stamp before tells a reader that it has missed nothing, also when a failover made the numbers fit by chance.
/// </summary>
/// <param name="Entry">The entry.</param>
/// <param name="StampBefore">The stamp of the entry before.</param>
internal readonly record struct LogAnnouncement(LogEntry Entry, long StampBefore)
{
    public static LogAnnouncement? Parse(RedisValue message)
    {
        ReadOnlyMemory<byte> bytes = message;
        var end = bytes.Span.IndexOf((byte)'\n');
        if (end < 0)
            return null;
        var header = bytes.Span[..end];
        if (!TakeNumber(ref header, (byte)'-', out var sequence) || !TakeNumber(ref header, (byte)' ', out var stamp)
            || !TakeNumber(ref header, (byte)' ', out var stampBefore) || !TakeNumber(ref header, (byte)' ', out var idLength)
            || !TakeNumber(ref header, 0, out var topicLength) || idLength + topicLength > bytes.Length - end - 1)
            return null;
        var id = bytes.Slice(end + 1, (int)idLength);
        var topic = bytes.Slice(end + 1 + (int)idLength, (int)topicLength);
        var payload = bytes[(end + 1 + (int)idLength + (int)topicLength)..];
        return new LogAnnouncement(
            new LogEntry(new LogPosition(sequence, stamp), RedisLogAppend.ParseId(Encoding.UTF8.GetString(id.Span)), Encoding.UTF8.GetString(topic.Span), payload),
            stampBefore);
    }

    /// <summary>Takes a number and the byte after it, or, with 0, the number at the end.</summary>
    private static bool TakeNumber(ref ReadOnlySpan<byte> text, byte after, out long number)
    {
        if (!Utf8Parser.TryParse(text, out number, out var used) || number < 0)
            return false;
        if (after == 0)
            return used == text.Length;
        if (used >= text.Length || text[used] != after)
            return false;
        text = text[(used + 1)..];
        return true;
    }
}
