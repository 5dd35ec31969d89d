using Microsoft.Extensions.Logging;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

#pragma warning disable RS0030 // A thread on purpose; NodeLocks does without it on virtual time.

/// <summary>
/// Keeps leases by a thread of its own, so that they are kept, and their loss is noticed, also while the application blocks
/// every thread of the pool. The thread starts with the first lease.
/// </summary>
internal sealed class LeaseKeeperThread(TimeProvider time, ILeaseRenewals renewals, ILogger logger) : LeaseKeeper(time)
{
    /// <summary>While answers are awaited, the thread looks that often whether anything else is due.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMilliseconds(25);

    /// <summary>An answer that comes so late is of no use to the longest lease.</summary>
    private static readonly TimeSpan s_longestFlight = LeaseTerms.Longest;

    private readonly AutoResetEvent _earlier = new(false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Flight> _flights = [];
    private Thread? _thread;
    private long _wakeAt = long.MaxValue;
    private volatile bool _stopping;

    public override async ValueTask DisposeAsync()
    {
        Stop();
        _stopping = true;
        _earlier.Set();
        if (_thread is not null)
            await _ended.Task;
        _earlier.Dispose();
    }

    protected override void Wake(TimeSpan after)
    {
        Volatile.Write(ref _wakeAt, Time.GetTimestamp() + (long)(after.TotalSeconds * Time.TimestampFrequency));
        if (_thread is null)
            Start();
        else if (_thread != Thread.CurrentThread)
            _earlier.Set();
    }

    private void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "PluginSdk lease keeper", Priority = ThreadPriority.AboveNormal };
        _thread.UnsafeStart();
    }

    private void Run()
    {
        while (!_stopping)
        {
            try
            {
                Land();
                if (Time.GetTimestamp() >= Volatile.Read(ref _wakeAt))
                    Act();
                Wait();
            }
            catch (Exception e)
            {
                // A logger or a listener that fails must not end what keeps the locks.
                LockLog.KeeperFailed(logger, e);
            }
        }

        _ended.SetResult();
    }

    private void Act()
    {
        Volatile.Write(ref _wakeAt, long.MaxValue);
        var turn = TakeTurn();
        foreach (var lease in turn.Due)
            Send(lease);
        foreach (var lease in turn.Lapsed)
            lease.Lose(Lapsed);
    }

    private void Send(HeldLease lease)
    {
        var sentAt = Time.GetTimestamp();
        try
        {
            _flights.Add(new Flight(lease, sentAt, renewals.Send(lease.QualifiedName, lease.Owner, lease.Duration)));
        }
        catch (EngineUnavailableException)
        {
            // Sent again until the deadline.
        }
    }

    /// <summary>Takes the answers that have come.</summary>
    private void Land()
    {
        for (var index = _flights.Count - 1; index >= 0; index--)
        {
            var flight = _flights[index];
            if (!flight.Renewal.Answered.IsCompleted)
            {
                if (flight.Lease.IsHeld && Time.GetElapsedTime(flight.SentAt) < s_longestFlight)
                    continue;
                flight.Forget();
            }
            else
            {
                Land(flight);
            }

            _flights.RemoveAt(index);
        }
    }

    private void Land(Flight flight)
    {
        try
        {
            if (flight.Renewal.Read())
                Extend(flight.Lease, flight.SentAt);
            else
                flight.Lease.Lose(NotHeld);
        }
        catch (EngineUnavailableException)
        {
            // Sent again until the deadline.
        }
        catch (Exception e)
        {
            LockLog.RenewalFailed(logger, e, flight.Lease.QualifiedName);
        }
    }

    private void Wait()
    {
        var now = Time.GetTimestamp();
        var wakeAt = Volatile.Read(ref _wakeAt);
        if (wakeAt <= now)
            return;
        var left = wakeAt == long.MaxValue ? Timeout.InfiniteTimeSpan : Time.GetElapsedTime(now, wakeAt);
        if (_flights.Count == 0)
            _earlier.WaitOne(left == Timeout.InfiniteTimeSpan ? left : TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)));
        else
            AwaitAnswers(left == Timeout.InfiniteTimeSpan || left > s_longestWait ? s_longestWait : left);
    }

    private void AwaitAnswers(TimeSpan atMost)
    {
        try
        {
            // For all of them: unlike waiting for any, this needs no thread of the pool to hear of it.
            Task.WaitAll([.. _flights.Select(flight => flight.Renewal.Answered)], atMost);
        }
        catch (AggregateException)
        {
            // Read when they land.
        }
    }

    /// <param name="Lease">What is renewed.</param>
    /// <param name="SentAt">When, on this node's clock.</param>
    /// <param name="Renewal">The renewal under way.</param>
    private sealed record Flight(HeldLease Lease, long SentAt, ILeaseRenewal Renewal)
    {
        /// <summary>Nobody waits for it any more, so nobody looks at how it fails.</summary>
        public void Forget() => Renewal.Answered.ContinueWith(static task => _ = task.Exception, TaskScheduler.Default);
    }
}
