namespace PluginSdk.Runtime;

internal sealed class PluginLocks(PluginRuntime plugin) : IClusterLocks
{
    public IFencedStore GetFencedStore(string name)
    {
        LockNames.Validate(name, "name of a fenced store", nameof(name));
        return new FencedStore(plugin, name);
    }

    public IClusterLock Get(string name, LockSettings? settings = null) => new ClusterLock(plugin, Validate(name), LeaseTerms.Validate(name, settings), LockShape.Plain);

    public IClusterReaderWriterLock GetReaderWriter(string name, LockSettings? settings = null) => new ClusterReaderWriterLock(plugin, Validate(name), LeaseTerms.Validate(name, settings));

    public IClusterSemaphore GetSemaphore(string name, int maxHolders, LockSettings? settings = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxHolders, 1);
        return new ClusterSemaphore(plugin, Validate(name), maxHolders, LeaseTerms.Validate(name, settings));
    }

    public ValueTask<ClusterLockLease?> TryAcquireAllAsync(IEnumerable<IClusterLock> locks, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        var ordered = Order(locks);
        foreach (var one in ordered)
            one.ThrowIfHeldByCaller();
        // Marks of the caller's flow are made here, on its own context, before anything is awaited.
        return TryAcquireAllAsync(ordered, [.. ordered.Select(one => one.Enter())], wait, cancellationToken);
    }

    public ValueTask<ClusterLockLease> AcquireAllAsync(IEnumerable<IClusterLock> locks, CancellationToken cancellationToken = default) =>
        NotNullAsync(TryAcquireAllAsync(locks, Timeout.InfiniteTimeSpan, cancellationToken));

    /// <summary>What the plugin still holds is lost to it, and free for the other nodes.</summary>
    public async Task StopAsync()
    {
        foreach (var locks in new[] { plugin.Member.Locks, plugin.Member.SharedLocks })
            await ReleaseAsync(locks);
    }

    private async Task ReleaseAsync(NodeLocks locks)
    {
        foreach (var lease in locks.Keeper.HeldBy(plugin))
        {
            LockLog.HeldAtStop(locks.Logger, plugin.Key, lease.QualifiedName);
            lease.Lose("the plugin stopped on this node");
            await lease.DisposeAsync();
        }
    }

    private async ValueTask<ClusterLockLease?> TryAcquireAllAsync(ClusterLock[] locks, LockFlow[] flows, TimeSpan wait, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        var time = plugin.Member.Options.TimeProvider;
        var startedAt = time.GetTimestamp();
        var leases = new List<ClusterLockLease>(locks.Length);
        try
        {
            for (var i = 0; i < locks.Length; i++)
            {
                var left = wait == Timeout.InfiniteTimeSpan ? wait : wait - time.GetElapsedTime(startedAt);
                if (left < TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan)
                    left = TimeSpan.Zero;
                if (await locks[i].TryAcquireAsync(left, flows[i], cancellationToken) is not { } lease)
                    return null;
                leases.Add(lease);
            }

            var all = new CombinedLease([.. leases]);
            leases.Clear();
            return all;
        }
        finally
        {
            // All or none.
            foreach (var flow in flows)
                flow.LeaveUnlessHolding();
            for (var i = leases.Count - 1; i >= 0; i--)
                await leases[i].DisposeAsync();
        }
    }

    private static async ValueTask<ClusterLockLease> NotNullAsync(ValueTask<ClusterLockLease?> acquiring) => (await acquiring)!;

    private ClusterLock[] Order(IEnumerable<IClusterLock> locks)
    {
        ArgumentNullException.ThrowIfNull(locks);
        var ordered = locks.Select(one => one as ClusterLock is { } known && known.Plugin == plugin
            ? known
            : throw new ArgumentException($"The lock '{one?.Name}' is not one of this plugin's locks on this node; get it from the same IClusterLocks.", nameof(locks))).ToArray();
        if (ordered.Length == 0)
            throw new ArgumentException("Name at least one lock.", nameof(locks));
        Array.Sort(ordered, static (one, other) => string.CompareOrdinal(one.QualifiedName, other.QualifiedName));
        for (var i = 1; i < ordered.Length; i++)
        {
            if (ordered[i].QualifiedName == ordered[i - 1].QualifiedName)
                throw new LockRecursionException($"The cluster lock '{ordered[i].Name}' is named twice; it is not re-entrant, and this would wait for itself.");
        }

        return ordered;
    }

    private static string Validate(string name)
    {
        LockNames.Validate(name, "name of a cluster lock", nameof(name));
        return name;
    }
}
