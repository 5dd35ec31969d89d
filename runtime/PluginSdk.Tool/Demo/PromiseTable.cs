using PluginSdk.Runtime;
using PluginSdk.Tool.Timeline;
using Spectre.Console;

namespace PluginSdk.Tool.Demo;

/// <summary>What the demo promised to show, held against what happened.</summary>
internal sealed class PromiseTable(IReadOnlyList<TimelineEntry> entries, IReadOnlyList<string> nodes)
{
    private readonly List<PromiseRow> _rows = [];

    public IReadOnlyList<PromiseRow> Rows => _rows;

    /// <summary>Whether every promise was kept and seen.</summary>
    public bool AllKept => _rows.TrueForAll(row => row.Verdict == PromiseVerdict.Kept);

    /// <summary>Whether something happened that a promise rules out; waiting does not make that good.</summary>
    public bool IsAnyBroken => _rows.Exists(row => row.Verdict == PromiseVerdict.Broken);

    public PromiseTable Evaluate(string sharedHome, string localHomes)
    {
        Package();
        Jobs();
        CacheLoads();
        CacheInvalidations();
        Locks();
        Events();
        Rollback();
        Homes(sharedHome, localHomes);
        return this;
    }

    public void Print(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("promise").AddColumn("what was seen").AddColumn("where").AddColumn("");
        foreach (var row in _rows)
            table.AddRow(new Text(row.Promise), new Text(row.Seen), new Text(row.Where), new Markup(Word(row.Verdict)));
        table.Width(Math.Min(console.Profile.Width, 150));
        console.Write(table);
    }

    private void Package()
    {
        var started = NodesOf(TimelineKind.PluginStarted);
        Add("A package is validated, installed once and runs on every node",
            $"installed {Times(Count(TimelineKind.PluginInstalled))}, started on {started.Count} nodes", Join(started),
            isBroken: Count(TimelineKind.PluginInstalled) > 1,
            isSeen: Count(TimelineKind.PluginInstalled) == 1 && started.Count == nodes.Count);
    }

    private void Jobs()
    {
        var runs = Of(TimelineKind.JobStarted, "write").ToList();
        var slots = runs.Select(SlotOf).Distinct(StringComparer.Ordinal).Count();
        Add("A job runs once per cluster for every instant", $"'write': {slots} instants, {runs.Count} runs", Join(runs.Select(run => run.Node)),
            isBroken: slots < runs.Count,
            isSeen: runs.Count > 1);
    }

    /// <summary>Between two removals nobody has to load more than once, on whatever node: the removing node's own word counts them.</summary>
    private void CacheLoads()
    {
        var loads = Of(TimelineKind.CacheLoaded, "reports").ToList();
        var removals = Of(TimelineKind.CacheInvalidated, "reports").Count(entry => entry.Detail?.EndsWith("removed here", StringComparison.Ordinal) == true);
        Add("A value is loaded once for all nodes", $"loaded {Times(loads.Count)}, removed {Times(removals)}", Join(loads.Select(load => load.Node)),
            isBroken: loads.Count > removals + 1,
            isSeen: loads.Count > 0);
    }

    private void CacheInvalidations()
    {
        var dropped = Of(TimelineKind.CacheInvalidated, "reports").ToList();
        var everywhere = nodes.All(node => dropped.Exists(entry => entry.Node == node));
        Add("An invalidation on one node is seen by all", $"{dropped.Count} entries dropped", Join(dropped.Select(entry => entry.Node)),
            isBroken: false,
            isSeen: everywhere);
    }

    private void Locks()
    {
        var won = Entries(TimelineKind.LockAcquired).ToList();
        var refused = Entries(TimelineKind.LockRefused).Count();
        Add("A contended lock has one winner", $"acquired {Times(won.Count)}, refused to another {Times(refused)}, {(HadTwoHolders() ? "two holders at once" : "never two holders")}", Join(won.Select(entry => entry.Node)),
            isBroken: HadTwoHolders(),
            isSeen: won.Count > 0 && refused > 0);
    }

    private void Events()
    {
        var published = Of(TimelineKind.EventPublished, "report-published").Count();
        var locally = Of(TimelineKind.EventHandledLocally, "report-published").Count();
        var remotely = Of(TimelineKind.EventHandledRemotely, "report-published").ToList();
        Add("An event is handled once where it happened and as a wrapper on the others", $"{published} published, {locally} handled locally, {remotely.Count} as wrappers", Join(remotely.Select(entry => entry.Node)),
            isBroken: locally > published || remotely.Count > published * (nodes.Count - 1),
            isSeen: published > 0 && locally == published && remotely.Count == published * (nodes.Count - 1));
    }

    /// <summary>Whatever was held back ends one way or the other: if more was published than was not dropped, something escaped.</summary>
    private void Rollback()
    {
        var held = Of(TimelineKind.EventHeldBack, "report-published").Count();
        var published = Of(TimelineKind.EventPublished, "report-published").Count();
        var dropped = Of(TimelineKind.EventDropped, "report-published").ToList();
        Add("What a transaction rolls back never leaves the node", $"{held} held back, {published} published, {dropped.Count} dropped", Join(dropped.Select(entry => entry.Node)),
            isBroken: published + dropped.Count > held,
            isSeen: dropped.Count > 0);
    }

    private void Homes(string sharedHome, string localHomes)
    {
        var shared = Directory.Exists(sharedHome) ? Directory.GetFiles(sharedHome, "*", SearchOption.AllDirectories) : [];
        var local = Directory.Exists(localHomes) ? Directory.GetFiles(localHomes, "last-summary.txt", SearchOption.AllDirectories) : [];
        Add("Shared files are in the shared home, a node's own in its local home", $"{shared.Length} shared files, {local.Length} local", $"{sharedHome} and {localHomes}",
            isBroken: false,
            isSeen: shared.Length > 0 && local.Length > 0);
    }

    /// <summary>
    /// A holder's last word (released or lost) comes before the next holder's first. By their times, since the words of
    /// several processes do not arrive in order.
    /// </summary>
    private bool HadTwoHolders()
    {
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries.OrderBy(static entry => entry.At))
        {
            if (entry is { Subject: { } name, Kind: TimelineKind.LockAcquired } && !held.Add(name))
                return true;
            if (entry is { Subject: { } freed, Kind: TimelineKind.LockReleased or TimelineKind.LockLost })
                held.Remove(freed);
        }

        return false;
    }

    private IEnumerable<TimelineEntry> Entries(TimelineKind kind) => entries.Where(entry => entry.Kind == kind);

    private IEnumerable<TimelineEntry> Of(TimelineKind kind, string subject) => Entries(kind).Where(entry => TimelineText.Subject(entry) == subject);

    private int Count(TimelineKind kind) => Entries(kind).Count();

    private List<string> NodesOf(TimelineKind kind) => [.. Entries(kind).Select(entry => entry.Node).Distinct(StringComparer.Ordinal)];

    /// <summary>The detail of a run begins with its instant.</summary>
    private static string SlotOf(TimelineEntry run) => run.Detail?.Split(',')[0] ?? "";

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";

    private static string Join(IEnumerable<string> where) => string.Join(", ", where.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string Word(PromiseVerdict verdict) => verdict switch
    {
        PromiseVerdict.Kept => "[green]kept[/]",
        PromiseVerdict.Broken => "[red]BROKEN[/]",
        _ => "[yellow]not seen[/]",
    };

    private void Add(string promise, string seen, string where, bool isBroken, bool isSeen) =>
        _rows.Add(new PromiseRow(promise, seen, where, isBroken ? PromiseVerdict.Broken : isSeen ? PromiseVerdict.Kept : PromiseVerdict.NotSeen));
}
