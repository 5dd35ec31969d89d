using Microsoft.Extensions.Logging;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>
/// Reads the log for the whole node. An engine that does not answer is asked again until it does, at the place where the
/// reader was; appends are repeated under the id they have, so that they happen once.
/// </summary>
internal sealed class NodeFeed : INodeFeed, IAsyncDisposable
{
    private readonly ClusterMember _member;
    private readonly ILogger _logger;
    private readonly FeedSubscriptions _subscriptions;
    private readonly AppliedPositions _applied = new();
    private readonly CancellationTokenSource _stopping = new();
    private ILogReader? _reader;
    private Task _reading = Task.CompletedTask;
    private long _confirmedAt;
    private long _lastNumber;

    public NodeFeed(ClusterMember member)
    {
        _member = member;
        _logger = member.Options.LoggerFactory.CreateLogger("PluginSdk.Feed");
        _subscriptions = new FeedSubscriptions(member.Node.Name, _logger);
    }

    public long ConfirmedAt => Volatile.Read(ref _confirmedAt);

    private TimeProvider Time => _member.Options.TimeProvider;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var asked = Time.GetTimestamp();
        var tail = await _member.Engine.Log.GetTailAsync(cancellationToken);
        _reader = _member.Engine.Log.OpenReader(tail);
        _applied.Advance(tail);
        Volatile.Write(ref _confirmedAt, asked);
        _reading = Detached.Start(() => ReadAsync(_reader, _stopping.Token));
    }

    public IDisposable Subscribe(string topic, IFeedSubscriber subscriber) => _subscriptions.Add(topic, subscriber);

    public LogAppend Prepare(string topic, ReadOnlyMemory<byte> payload) =>
        new(new AppendId(_member.Node.Id, Interlocked.Increment(ref _lastNumber)), topic, payload);

    public ValueTask<LogPosition> AppendAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        AppendAsync(Prepare(topic, payload), cancellationToken);

    public async ValueTask<LogPosition> AppendAsync(LogAppend append, CancellationToken cancellationToken)
    {
        try
        {
            return await _member.Engine.Log.AppendAsync(append, cancellationToken);
        }
        catch (EngineUnavailableException e)
        {
            FeedLog.AppendFailed(_logger, _member.Node.Name, append.Topic, e);
        }

        return await AppendAgainAsync(append, cancellationToken);
    }

    public ValueTask WaitUntilAppliedAsync(LogPosition position, CancellationToken cancellationToken) =>
        _applied.WaitAsync(position, Time.GetTimestamp(), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        _stopping.Cancel();
        await _reading;
        _applied.Close();
        if (_reader is not null)
            await _reader.DisposeAsync();
        _stopping.Dispose();
    }

    private async ValueTask<LogPosition> AppendAgainAsync(LogAppend append, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var backoff = new Backoff(Time, _member.Options.Random);
        while (true)
        {
            await backoff.PauseAsync(giveUp.Token);
            try
            {
                return await _member.Engine.Log.AppendAsync(append, giveUp.Token);
            }
            catch (EngineUnavailableException)
            {
                // Said when it began; whoever waits can give up.
            }
        }
    }

    private async Task ReadAsync(ILogReader reader, CancellationToken stopping)
    {
        var backoff = new Backoff(Time, _member.Options.Random);
        var failing = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                Apply(await reader.ReadAsync(stopping), reader);
                if (failing)
                    FeedLog.ReadsAgain(_logger, _member.Node.Name, reader.Position.Sequence);
                failing = false;
                backoff.Reset();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it was, a node that stopped reading would serve stale data for ever.
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (!failing)
                    FeedLog.ReadFailed(_logger, _member.Node.Name, e);
                failing = true;
                await PauseAsync(backoff, stopping);
            }
        }
    }

    private void Apply(LogRead read, ILogReader reader)
    {
        // What was confirmed was handed out before this read, and so has been given to subscribers.
        var confirmedAt = reader.ConfirmedAt;
        if (confirmedAt > _confirmedAt)
        {
            Volatile.Write(ref _confirmedAt, confirmedAt);
            _applied.Confirm(confirmedAt);
        }

        if (read.Resync)
        {
            FeedLog.Resync(_logger, _member.Node.Name, reader.Position.Sequence);
            _subscriptions.GiveResync();
            _applied.Advance(reader.Position);
        }

        foreach (var entry in read.Entries)
        {
            _subscriptions.Give(entry);
            _applied.Advance(entry.Position);
        }
    }

    private static async Task PauseAsync(Backoff backoff, CancellationToken stopping)
    {
        try
        {
            await backoff.PauseAsync(stopping);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
