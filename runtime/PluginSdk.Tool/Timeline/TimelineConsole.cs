using System.Globalization;
using PluginSdk.Runtime;
using Spectre.Console;

namespace PluginSdk.Tool.Timeline;

/// <summary>Prints what happens on the nodes, a line each, in a colour for each node.</summary>
/// <param name="console">Where to.</param>
/// <param name="remembers">Whether it is kept for <see cref="Entries"/>; a run without an end must not.</param>
internal sealed class TimelineConsole(IAnsiConsole console, bool remembers) : ITimeline
{
    private static readonly string[] s_colors = ["deepskyblue1", "orange1", "palegreen3", "orchid", "khaki1", "lightcoral"];
    private readonly Lock _gate = new();
    private readonly List<string> _nodes = [];
    private readonly List<TimelineEntry> _entries = [];

    public bool IsEnabled => true;

    /// <summary>Everything so far, in the order in which it was told.</summary>
    public IReadOnlyList<TimelineEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    public void Record(TimelineEntry entry)
    {
        lock (_gate)
        {
            if (remembers)
                _entries.Add(entry);
            console.MarkupLine(Line(entry));
        }
    }

    private string Line(TimelineEntry entry)
    {
        var time = entry.At.ToLocalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var topic = TimelineText.Topic(entry.Kind).PadRight(7);
        var subject = TimelineText.Subject(entry) is { } name ? $"[bold]{Markup.Escape(name)}[/] " : "";
        var predicate = TimelineText.IsTrouble(entry.Kind) ? $"[red]{TimelineText.Predicate(entry.Kind)}[/]" : TimelineText.Predicate(entry.Kind);
        var detail = entry.Detail is null ? "" : predicate.Length == 0 ? Markup.Escape(entry.Detail) : $" [grey]· {Markup.Escape(entry.Detail)}[/]";
        return $"[grey]{time}[/]  [{ColorOf(entry.Node)}]{Markup.Escape(entry.Node.PadRight(8))}[/] {topic} {subject}{predicate}{detail}";
    }

    private string ColorOf(string node)
    {
        var index = _nodes.IndexOf(node);
        if (index < 0)
        {
            index = _nodes.Count;
            _nodes.Add(node);
        }

        return s_colors[index % s_colors.Length];
    }
}
