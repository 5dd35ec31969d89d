using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>
/// Which entries a node has applied, and who waits for one. A sequence number alone says nothing, because it comes again
/// after a failover. So an entry counts as applied when its stamp was seen, or when the log confirmed, to a question asked
/// after the waiting began, that there is nothing more: then the entry was applied, or it is lost.
/// </summary>
internal sealed class AppliedPositions
{
    private const int Remembered = 1024;
    private readonly Lock _gate = new();
    private readonly long[] _stamps = new long[Remembered];
    private readonly List<Waiter> _waiters = [];
    private bool _closed;

    public void Advance(LogPosition position)
    {
        lock (_gate)
        {
            _stamps[position.Sequence % Remembered] = position.Stamp;
            foreach (var waiter in _waiters)
                if (waiter.Position == position)
                    waiter.Done.TrySetResult();
        }
    }

    public void Confirm(long askedAt)
    {
        lock (_gate)
        {
            // Equal is not later: on a virtual clock the waiting may have begun after the question within one instant.
            foreach (var waiter in _waiters)
                if (waiter.Since < askedAt)
                    waiter.Done.TrySetResult();
        }
    }

    public async ValueTask WaitAsync(LogPosition position, long now, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(position, now);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(ClusterMember));
            if (position.Sequence == 0 || _stamps[position.Sequence % Remembered] == position.Stamp)
                return;
            _waiters.Add(waiter);
        }

        using var cancelling = cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).Done.TrySetCanceled(token), waiter);
        try
        {
            await waiter.Done.Task;
        }
        finally
        {
            lock (_gate)
                _waiters.Remove(waiter);
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var waiter in _waiters)
                waiter.Done.TrySetException(new ObjectDisposedException(nameof(ClusterMember)));
        }
    }

    private sealed class Waiter(LogPosition position, long since)
    {
        public LogPosition Position { get; } = position;

        public long Since { get; } = since;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
