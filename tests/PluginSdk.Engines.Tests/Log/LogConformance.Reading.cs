using System.Text;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Log;

public abstract partial class LogConformance
{
    internal static LogAppend Append(string publisher, long number, string topic = "topic") =>
        new(new AppendId(publisher, number), topic, Encoding.UTF8.GetBytes($"{publisher} {number}"));

    internal static string Text(LogEntry entry) => Encoding.UTF8.GetString(entry.Payload.Span);

    /// <summary>Reads until there are so many entries; more, or Resync, is a failure.</summary>
    internal static async Task<List<LogEntry>> TakeAsync(ILogReader reader, int count)
    {
        var entries = new List<LogEntry>();
        while (entries.Count < count)
        {
            var read = await reader.ReadAsync(Cancelled);
            Assert.False(read.Resync, $"Resync after {entries.Count} of {count} entries");
            entries.AddRange(read.Entries);
        }

        Assert.Equal(count, entries.Count);
        return entries;
    }

    /// <summary>Reads, and expects nothing, until that is confirmed for a moment after <paramref name="start"/>.</summary>
    internal static async Task ConfirmAsync(ILogReader reader, long start)
    {
        while (reader.ConfirmedAt <= start)
        {
            var read = await reader.ReadAsync(Cancelled);
            Assert.False(read.Resync);
            Assert.Empty(read.Entries);
        }
    }
}
