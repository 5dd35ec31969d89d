using System.Threading.Channels;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>One plugin's entries in the order of the log, handled one after another, so that a slow handler does not hold up the node.</summary>
internal sealed class RemoteEventQueue(Func<LogEntry, Task> handle)
{
    private readonly Channel<LogEntry> _entries = Channel.CreateUnbounded<LogEntry>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private Task _handling = Task.CompletedTask;
    private volatile bool _stopped;

    public void Add(LogEntry entry) => _entries.Writer.TryWrite(entry);

    public void Start() => _handling = Detached.Start(HandleAsync);

    /// <summary>Waits for the handler under way; what is queued behind it is not this node's any more.</summary>
    public Task StopAsync()
    {
        _stopped = true;
        _entries.Writer.TryComplete();
        return _handling;
    }

    private async Task HandleAsync()
    {
        while (await _entries.Reader.WaitToReadAsync())
        {
            while (!_stopped && _entries.Reader.TryRead(out var entry))
                await handle(entry);
            if (_stopped)
                return;
        }
    }
}
