using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>
/// The callers who wait for one lock on this node, and the one loop that asks the engine for all of them. The engine
/// knows the node as a single waiter with the ticket of its first caller. So a caller who gives up never stands in the way of a
/// hand-off, and ten thousand of them cost the engine no more than one.
/// </summary>
internal sealed class LockQueue : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly NodeLocks _node;
    private readonly string _name;
    private readonly Lock _gate = new();
    private readonly LinkedList<LockWaiter> _waiters = new();
    private readonly Wakeup _wakeup;
    private long _lastNumber;
    private bool _running;

    public LockQueue(NodeLocks node, string name)
    {
        _node = node;
        _name = name;
        _wakeup = new Wakeup(node.Time);
    }

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _waiters.Count == 0;
        }
    }

    /// <summary>Why the engine could not be asked the last time; null if it could.</summary>
    public EngineUnavailableException? Unavailable { get; private set; }

    /// <summary>What the engine said when the lock was last refused, for people.</summary>
    public LeaseAttempt LastAttempt { get; private set; }

    public void Add(LockWaiter waiter)
    {
        lock (_gate)
        {
            waiter.Number = ++_lastNumber;
            _waiters.AddLast(waiter);
        }

        _wakeup.Now();
    }

    public bool Remove(LockWaiter waiter)
    {
        lock (_gate)
        {
            if (!_waiters.Remove(waiter))
                return false;
            if (_waiters.Count == 0)
                _wakeup.Now();
            return true;
        }
    }

    /// <summary>When nobody waits any more, and the loop has ended.</summary>
    public void Dispose() => _wakeup.Dispose();

    public void LookAgain(TimeSpan after) => _wakeup.After(after);

    /// <summary>Starts the loop, once; null if it runs. It belongs to no caller.</summary>
    public Task? Run()
    {
        lock (_gate)
        {
            if (_running)
                return null;
            _running = true;
        }

        return Detached.Start(RunAsync);
    }

    private async Task RunAsync()
    {
        var owner = _node.NewOwner();
        var registered = false;
        var mayBeGranted = TimeSpan.Zero;
        var pause = FirstPause;
        while (true)
        {
            if (Next() is not { } next)
            {
                if (mayBeGranted > TimeSpan.Zero)
                    _node.GiveBack(_name, owner, mayBeGranted);
                if (registered)
                    await LeaveAsync();
                if (_node.Retire(_name, this))
                    return;
                (owner, registered, mayBeGranted) = (_node.NewOwner(), false, TimeSpan.Zero);
                continue;
            }

            try
            {
                await _node.ListenAsync();
                var sentAt = _node.Time.GetTimestamp();
                mayBeGranted = next.Lease;
                var attempt = await _node.Store.TryAcquireAsync(next.Request(_name, owner, _node), CancellationToken.None);
                Unavailable = null;
                mayBeGranted = TimeSpan.Zero;
                pause = FirstPause;
                registered = !attempt.Granted || next.TicketAfter != 0;
                if (attempt.Granted)
                {
                    Hand(owner, attempt.FencingToken, next.Lock.Shape, next.Lease, sentAt);
                    owner = _node.NewOwner();
                    continue;
                }

                GiveTickets(next.LastNumber, attempt.Ticket);
                LastAttempt = attempt;
                _wakeup.After(attempt.RetryAfter);
            }
            catch (EngineUnavailableException e)
            {
                Unavailable = e;
                _wakeup.After(pause);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            catch (Exception e)
            {
                LockLog.WaitingFailed(_node.Logger, e, _name);
                FailAll(e);
            }

            await _wakeup.WaitAsync();
        }
    }

    private Turn? Next()
    {
        lock (_gate)
        {
            if (_waiters.First is not { } first)
                return null;
            return new Turn(first.Value.Lock, first.Value.Ticket, first.Next?.Value.Ticket ?? 0, _lastNumber);
        }
    }

    /// <summary>Hands the lease to the first who still waits for as much; if that is nobody, it goes back.</summary>
    private void Hand(string owner, long fencingToken, LockShape shape, TimeSpan duration, long sentAt)
    {
        LockWaiter? waiter;
        lock (_gate)
        {
            waiter = _waiters.First?.Value;
            if (waiter is not null && waiter.Lock.Shape == shape)
                _waiters.RemoveFirst();
            else
                waiter = null;
        }

        if (waiter is null)
            _node.GiveBack(_name, owner, duration);
        else
            waiter.SetResult(waiter.Lock.Hold(owner, fencingToken, duration, sentAt));
    }

    /// <summary>All who waited when the engine was asked stand at the ticket that it gave; their own order is kept here.</summary>
    private void GiveTickets(long lastNumber, long ticket)
    {
        lock (_gate)
        {
            // Those without a ticket are the last, and of them the last ones came after the question.
            for (var node = _waiters.Last; node is { Value.Ticket: 0 }; node = node.Previous)
            {
                if (node.Value.Number <= lastNumber)
                    node.Value.Ticket = ticket;
            }
        }
    }

    private void FailAll(Exception e)
    {
        LockWaiter[] failed;
        lock (_gate)
        {
            failed = [.. _waiters];
            _waiters.Clear();
        }

        _wakeup.Now();
        foreach (var waiter in failed)
            waiter.SetException(e);
    }

    private async ValueTask LeaveAsync()
    {
        try
        {
            await _node.Store.LeaveQueueAsync(_name, _node.Waiter, CancellationToken.None);
        }
        catch (EngineUnavailableException)
        {
            // The place lapses by itself: it is offered at most once, and that offer is short.
        }
    }

    /// <summary>What to ask the engine next: for the first caller, with the ticket of the one after it.</summary>
    private readonly record struct Turn(ClusterLock Lock, long Ticket, long TicketAfter, long LastNumber)
    {
        public TimeSpan Lease => Lock.Settings.Lease;

        public LeaseRequest Request(string name, string owner, NodeLocks node) => new(name, owner, Lease, new LeasePlace(node.Waiter, Ticket, TicketAfter))
        {
            Node = node.NodeName,
            Purpose = Lock.Settings.Purpose ?? "",
            Capacity = Lock.Shape.Capacity,
            Units = Lock.Shape.Units,
        };
    }
}
