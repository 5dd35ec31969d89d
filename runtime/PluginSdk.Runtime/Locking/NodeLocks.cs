using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>
/// What the locks of one kind of all plugins on one node share: the keeper that renews leases, one queue per lock that callers wait
/// for, and one subscription to the engine's notices.
/// </summary>
internal sealed class NodeLocks : IAsyncDisposable
{
    private readonly ClusterMember _member;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LockQueue> _queues = [];
    private readonly ConcurrentDictionary<Task, bool> _underWay = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task<IAsyncDisposable>? _subscription;
    private long _owners;

    /// <param name="member">The node.</param>
    /// <param name="store">The engine's leases of one kind.</param>
    public NodeLocks(ClusterMember member, ILeaseStore store)
    {
        _member = member;
        Store = store;
        Logger = member.Options.LoggerFactory.CreateLogger("PluginSdk.Locks");
        // On virtual time everything runs on one pump.
        Keeper = store.Renewals is { } renewals && Time == TimeProvider.System
            ? new LeaseKeeperThread(Time, renewals, Logger)
            : new TimedLeaseKeeper(Time, store, Logger);
    }

    public ILogger Logger { get; }

    public LeaseKeeper Keeper { get; }

    public ILeaseStore Store { get; }

    public TimeProvider Time => _member.Options.TimeProvider;

    /// <summary>The one waiter that this node is to the engine.</summary>
    public string Waiter => _member.Node.Id;

    public string NodeName => _member.Node.Name;

    /// <summary>A name for one acquisition, of which there is no other in the cluster.</summary>
    public string NewOwner() => string.Create(CultureInfo.InvariantCulture, $"{_member.Node.Id}.{Interlocked.Increment(ref _owners)}");

    public bool HasWaiters(string name)
    {
        lock (_gate)
            return _queues.ContainsKey(name);
    }

    /// <summary>Joins those who wait on this node for the lock called <paramref name="name"/>.</summary>
    public LockWaiter Join(string name, ClusterLock clusterLock)
    {
        var waiter = new LockWaiter(clusterLock);
        LockQueue queue;
        lock (_gate)
        {
            if (!_queues.TryGetValue(name, out queue!))
                _queues[name] = queue = new LockQueue(this, name);
            waiter.Queue = queue;
            queue.Add(waiter);
        }

        Track(queue.Run());
        return waiter;
    }

    /// <summary>Whether <paramref name="waiter"/> gave up before it was handed the lock; if not, it has the lease now or in a moment.</summary>
    public bool Abandon(string name, LockWaiter waiter)
    {
        lock (_gate)
            return _queues.TryGetValue(name, out var queue) && queue.Remove(waiter);
    }

    /// <summary>Forgets a queue in which nobody waits.</summary>
    public bool Retire(string name, LockQueue queue)
    {
        lock (_gate)
        {
            if (!queue.IsEmpty)
                return false;
            _queues.Remove(name);
        }

        queue.Dispose();
        return true;
    }

    /// <summary>Makes sure that offers reach this node.</summary>
    public async ValueTask ListenAsync()
    {
        Task<IAsyncDisposable> subscription;
        lock (_gate)
        {
            if (_subscription is null or { IsFaulted: true })
                _subscription = SubscribeAsync();
            subscription = _subscription;
        }

        await subscription;
    }

    /// <summary>Releases a lease; if the engine does not answer, it is tried again on the side.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReleaseAsync(string name, string owner, long fencingToken, TimeSpan duration)
    {
        await CallerContext.Leave();
        try
        {
            await Store.ReleaseAsync(name, owner, fencingToken, CancellationToken.None);
        }
        catch (EngineUnavailableException)
        {
            GiveBack(name, owner, duration);
        }
        catch (Exception e)
        {
            LockLog.ReleaseFailed(Logger, e, name);
        }
    }

    /// <summary>
    /// Releases what may have been granted although nobody heard of it, or could not be released; again and again until
    /// the engine answered or the lease has lapsed by itself.
    /// </summary>
    public void GiveBack(string name, string owner, TimeSpan within) => Track(Detached.Start(() => GiveBackAsync(name, owner, within)));

    public async ValueTask DisposeAsync()
    {
        _stopping.Cancel();
        await Task.WhenAll(_underWay.Keys);
        await Keeper.DisposeAsync();
        if (_subscription is { IsCompletedSuccessfully: true } subscription)
            await (await subscription).DisposeAsync();
        _stopping.Dispose();
    }

    private async Task<IAsyncDisposable> SubscribeAsync() => await Store.SubscribeAsync(Waiter, OnNotice, CancellationToken.None);

    private void OnNotice(LeaseNotice notice)
    {
        lock (_gate)
        {
            if (notice.Name is null)
            {
                foreach (var queue in _queues.Values)
                    queue.LookAgain(TimeSpan.Zero);
            }
            else if (_queues.TryGetValue(notice.Name, out var queue))
            {
                queue.LookAgain(notice.After);
            }
        }
    }

    private async Task GiveBackAsync(string name, string owner, TimeSpan within)
    {
        var startedAt = Time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(50);
        while (Time.GetElapsedTime(startedAt) < within && !_stopping.IsCancellationRequested)
        {
            try
            {
                await Store.ReleaseAsync(name, owner, 0, CancellationToken.None);
                return;
            }
            catch (EngineUnavailableException)
            {
                await PauseAsync(pause);
                pause = pause < TimeSpan.FromSeconds(1) ? pause * 2 : pause;
            }
            catch (Exception e)
            {
                LockLog.ReleaseFailed(Logger, e, name);
                return;
            }
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, Time, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The node leaves; the lease lapses by itself.
        }
    }

    /// <summary>What runs on its own is waited for when the node leaves.</summary>
    private void Track(Task? work)
    {
        if (work is { IsCompleted: false } && _underWay.TryAdd(work, true))
            _ = Detached.Start(() => UntrackAsync(work));
    }

    private async Task UntrackAsync(Task work)
    {
        await work;
        _underWay.TryRemove(work, out _);
    }
}
