using System.Collections;
using System.Globalization;
using System.Text;
using PluginSdk.Runtime;

namespace PluginSdk.Testing;

/// <summary>What happened on all nodes of a test's cluster, in the order in which it was told.</summary>
public sealed class RecordedTimeline : ITimeline, IEnumerable<TimelineEntry>
{
    private readonly Lock _gate = new();
    private readonly List<TimelineEntry> _entries = [];

    /// <inheritdoc/>
    public bool IsEnabled => true;

    /// <summary>The entries until now.</summary>
    public IReadOnlyList<TimelineEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    /// <inheritdoc/>
    public void Record(TimelineEntry entry)
    {
        lock (_gate)
            _entries.Add(entry);
    }

    /// <inheritdoc/>
    public IEnumerator<TimelineEntry> GetEnumerator() => Entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The entries of one kind, of all plugins and nodes or of one subject.</summary>
    public IReadOnlyList<TimelineEntry> Of(TimelineKind kind, string? subject = null) =>
        [.. Entries.Where(entry => entry.Kind == kind && (subject is null || entry.Subject == subject))];

    /// <summary>One line an entry.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var entry in Entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"{entry.At:HH:mm:ss.fff} {entry.Node} {entry.Kind}");
            foreach (var part in new[] { entry.Plugin, entry.Subject, entry.Detail })
            {
                if (part is not null)
                    text.Append(' ').Append(part);
            }
            text.Append('\n');
        }
        return text.ToString();
    }
}
