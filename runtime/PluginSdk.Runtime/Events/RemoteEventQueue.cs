using System.Threading.Channels;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>
/// One plugin's entries in the order of the log, handled one after another, so that a slow handler does not hold up the
/// node. It holds so many of them and no more: what comes while it is full is dropped, and once it has been emptied the
/// plugin is told that there is a gap, before anything that came after it.
/// </summary>
/// <param name="capacity">How many entries wait at most.</param>
/// <param name="handle">Handles an entry.</param>
/// <param name="tellGap">Says that entries are missing here.</param>
internal sealed class RemoteEventQueue(int capacity, Func<LogEntry, Task> handle, Func<EventGap, Task> tellGap)
{
    private readonly Channel<LogEntry?> _entries = Channel.CreateBounded<LogEntry?>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });
    private Task _handling = Task.CompletedTask;
    private int _isOverrun;
    private volatile bool _stopped;

    public void Add(LogEntry entry) => Write(entry);

    /// <summary>The feed has lost its place: entries may be missing here.</summary>
    public void AddGap() => Write(null);

    public void Start() => _handling = Detached.Start(HandleAsync);

    /// <summary>Waits for the handler under way; what is queued behind it is not this node's any more.</summary>
    public Task StopAsync()
    {
        _stopped = true;
        _entries.Writer.TryComplete();
        return _handling;
    }

    private void Write(LogEntry? entry)
    {
        if (Volatile.Read(ref _isOverrun) == 0 && !_entries.Writer.TryWrite(entry))
            Volatile.Write(ref _isOverrun, 1);
    }

    private async Task HandleAsync()
    {
        while (await _entries.Reader.WaitToReadAsync())
        {
            while (!_stopped && _entries.Reader.TryRead(out var entry))
                await (entry is null ? tellGap(EventGap.PlaceLost) : handle(entry));
            if (_stopped)
                return;
            // From here on entries are taken again, so they come behind what is told now.
            if (Interlocked.Exchange(ref _isOverrun, 0) != 0)
                await tellGap(EventGap.TooSlow);
        }
    }
}
