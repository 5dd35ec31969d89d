using System.Globalization;
using System.Runtime.CompilerServices;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>A lock of one plugin on one node.</summary>
internal class ClusterLock(PluginRuntime plugin, string name, LockSettings settings, LockShape shape) : IClusterLock
{
    private readonly NodeLocks _node = shape.IsShared ? plugin.Member.SharedLocks : plugin.Member.Locks;

    public string Name => name;

    /// <summary>The name that the engine knows: the plugin's, or one that all plugins share.</summary>
    public string QualifiedName { get; } = shape.Kind + (settings.Global ? $"/{name}" : plugin.Qualify(name));

    public PluginRuntime Plugin => plugin;

    public LockSettings Settings => settings;

    public LockShape Shape => shape;

    public ValueTask<ClusterLockLease?> TryAcquireAsync(CancellationToken cancellationToken = default) =>
        TryOnceAsync(LockFlow.Enter(_node, QualifiedName), cancellationToken);

    public ValueTask<ClusterLockLease?> TryAcquireAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        if (wait < TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(wait), wait, "Give a time to wait that is not negative, or Timeout.InfiniteTimeSpan.");
        if (wait == TimeSpan.Zero)
            return TryAcquireAsync(cancellationToken);
        return WaitAsync(wait, Enter(), cancellationToken);
    }

    public ValueTask<ClusterLockLease> AcquireAsync(CancellationToken cancellationToken = default) => AcquireAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    public ValueTask<ClusterLockLease> AcquireAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var acquiring = TryAcquireAsync(timeout, cancellationToken);
        // Without a limit there is no end but the lease, and no need to look at it.
        return timeout == Timeout.InfiniteTimeSpan ? acquiring! : OrTimeoutAsync(acquiring, timeout);
    }

    public async ValueTask<bool> IsHeldAsync(CancellationToken cancellationToken = default)
    {
        await CallerContext.Leave();
        return await _node.Store.GetHoldersAsync(QualifiedName, cancellationToken) is [_, ..];
    }

    public async ValueTask<IReadOnlyList<ClusterLockHolder>> GetHoldersAsync(CancellationToken cancellationToken = default)
    {
        await CallerContext.Leave();
        var holders = await _node.Store.GetHoldersAsync(QualifiedName, cancellationToken);
        return [.. holders.Select(holder => new ClusterLockHolder(holder.Node, holder.Purpose, holder.FencingToken, holder.HeldFor, holder.Remaining))];
    }

    /// <summary>Marks that the caller's flow asks for this lock.</summary>
    /// <exception cref="LockRecursionException">It holds it already.</exception>
    public LockFlow Enter()
    {
        ThrowIfHeldByCaller();
        return LockFlow.Enter(_node, QualifiedName);
    }

    /// <summary>As the public one, for a flow that was marked before.</summary>
    public ValueTask<ClusterLockLease?> TryAcquireAsync(TimeSpan wait, LockFlow flow, CancellationToken cancellationToken) =>
        wait == TimeSpan.Zero ? TryOnceAsync(flow, cancellationToken) : WaitAsync(wait, flow, cancellationToken);

    /// <summary>Makes the lease of a grant that was asked for at <paramref name="sentAt"/>, and has it kept from now on.</summary>
    public HeldLease Hold(string owner, long fencingToken, TimeSpan duration, long sentAt)
    {
        var lease = new HeldLease(this, _node, owner, fencingToken, duration, sentAt);
        _node.Keeper.Add(lease);
        return lease;
    }

    public void RecordReleased(long fencingToken, TimeSpan heldFor)
    {
        if (IsWatched)
            plugin.Record(TimelineKind.LockReleased, name, string.Create(CultureInfo.InvariantCulture, $"fencing token {fencingToken}, held for {heldFor.TotalMilliseconds:0} ms"));
    }

    /// <summary>Whether anybody reads the timeline; if not, nothing is composed for it.</summary>
    private bool IsWatched => plugin.Member.Options.Timeline.IsEnabled;

    private async ValueTask<ClusterLockLease?> TryOnceAsync(LockFlow flow, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        using var asking = new Asking(flow);
        var (lease, attempt) = await AskOnceAsync(cancellationToken);
        if (lease is not null)
            return Acquired(lease, flow, null);
        RecordRefused(attempt);
        return null;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ClusterLockLease?> WaitAsync(TimeSpan wait, LockFlow flow, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        using var asking = new Asking(flow);
        var startedAt = _node.Time.GetTimestamp();
        if (!_node.HasWaiters(QualifiedName) && await AskAtOnceAsync(cancellationToken) is { } atOnce)
            return Acquired(atOnce, flow, null);
        return await WaitInQueueAsync(wait, startedAt, flow, cancellationToken);
    }

    private async ValueTask<ClusterLockLease?> WaitInQueueAsync(TimeSpan wait, long startedAt, LockFlow flow, CancellationToken cancellationToken)
    {
        var left = wait == Timeout.InfiniteTimeSpan ? wait : wait - _node.Time.GetElapsedTime(startedAt);
        var (lease, lastAttempt) = await QueueAsync(left < TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : left, cancellationToken);
        if (lease is not null)
            return Acquired(lease, flow, _node.Time.GetElapsedTime(startedAt));
        RecordRefused(lastAttempt);
        return null;
    }

    /// <summary>The short way of whoever finds the lock free; who does not, and who gets no answer, waits in the queue.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<HeldLease?> AskAtOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await AskOnceAsync(cancellationToken)).Lease;
        }
        catch (EngineUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Asks the engine once, without a place in the queue.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<(HeldLease? Lease, LeaseAttempt Attempt)> AskOnceAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var owner = _node.NewOwner();
        var sentAt = _node.Time.GetTimestamp();
        LeaseAttempt attempt;
        try
        {
            attempt = await _node.Store.TryAcquireAsync(new LeaseRequest(QualifiedName, owner, settings.Lease) { Node = _node.NodeName, Purpose = settings.Purpose ?? "", Capacity = shape.Capacity, Units = shape.Units }, cancellationToken);
        }
        catch (Exception)
        {
            // Whatever was not answered may have been granted.
            _node.GiveBack(QualifiedName, owner, settings.Lease);
            throw;
        }

        return (attempt.Granted ? Hold(owner, attempt.FencingToken, settings.Lease, sentAt) : null, attempt);
    }

    private async ValueTask<(HeldLease? Lease, LeaseAttempt Attempt)> QueueAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, plugin.Stopping);
        var waiter = _node.Join(QualifiedName, this);
        try
        {
            return (await waiter.Task.OnContext().WaitAsync(wait, _node.Time, either.Token), default);
        }
        catch (TimeoutException)
        {
            if (!_node.Abandon(QualifiedName, waiter))
                return (await waiter.Task, default);
            if (waiter.Queue?.Unavailable is { } unavailable)
                throw new EngineUnavailableException(unavailable.Message, unavailable);
            return (null, waiter.Queue?.LastAttempt ?? default);
        }
        catch (OperationCanceledException)
        {
            if (!_node.Abandon(QualifiedName, waiter))
                await (await waiter.Task).DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new OperationCanceledException($"The plugin '{plugin.Key}' stops on this node, so nothing waits for its lock '{name}' any more.", plugin.Stopping);
        }
    }

    private async ValueTask<ClusterLockLease> OrTimeoutAsync(ValueTask<ClusterLockLease?> acquiring, TimeSpan timeout)
    {
        await CallerContext.Leave();
        return await acquiring ?? throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"The cluster lock '{name}' was not free within {timeout.TotalSeconds:0.###} s. Wait longer, or use TryAcquireAsync and do without."));
    }

    private HeldLease Acquired(HeldLease lease, LockFlow flow, TimeSpan? waited)
    {
        flow.Acquired();
        lease.Flow = flow;
        if (IsWatched)
            RecordAcquired(lease, waited);
        return lease;
    }

    private void RecordAcquired(HeldLease lease, TimeSpan? waited) =>
        plugin.Record(TimelineKind.LockAcquired, name, waited is { } span
            ? string.Create(CultureInfo.InvariantCulture, $"fencing token {lease.FencingToken}, after {span.TotalMilliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"fencing token {lease.FencingToken}"));

    private void RecordRefused(LeaseAttempt attempt) => plugin.Record(TimelineKind.LockRefused, name, attempt switch
    {
        { OnHold: true } => string.Create(CultureInfo.InvariantCulture, $"the engine came up empty; nothing is granted for another {Math.Ceiling(attempt.RetryAfter.TotalSeconds)} s"),
        { HeldBy: { } node } => $"held by {node}",
        _ => "others wait for it",
    });

    public void ThrowIfHeldByCaller()
    {
        if (!shape.MayNest && LockFlow.Holds(_node, QualifiedName))
            throw new LockRecursionException($"The cluster lock '{name}' is held by the code that asks for it, and it is not re-entrant: this would wait for itself. Pass the lease on instead, or split the lock.");
    }

    /// <summary>However the asking ends: who did not get the lock does not hold it.</summary>
    private readonly struct Asking(LockFlow flow) : IDisposable
    {
        public void Dispose() => flow.LeaveUnlessHolding();
    }
}
