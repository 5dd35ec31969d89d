using System.Collections.Concurrent;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>A plugin's locks where the host has put locks on a quorum of servers.</summary>
internal sealed class PluginQuorumLocks(PluginRuntime plugin, IQuorumLocks quorum) : IClusterLocks
{
    private readonly ConcurrentDictionary<QuorumLease, bool> _held = [];

    /// <summary>On the engine and not on the quorum; its tokens are those of jobs.</summary>
    public IFencedStore GetFencedStore(string name)
    {
        LockNames.Validate(name, "name of a fenced store", nameof(name));
        return new FencedStore(plugin, name);
    }

    public IClusterLock Get(string name, LockSettings? settings = null)
    {
        LockNames.Validate(name, "name of a cluster lock", nameof(name));
        return new QuorumLock(this, plugin, quorum, name, LeaseTerms.Validate(name, settings));
    }

    public IClusterReaderWriterLock GetReaderWriter(string name, LockSettings? settings = null) => throw NotOnQuorum($"The reader-writer lock '{name}'");

    public IClusterSemaphore GetSemaphore(string name, int maxHolders, LockSettings? settings = null) => throw NotOnQuorum($"The semaphore '{name}'");

    public ValueTask<ClusterLockLease?> TryAcquireAllAsync(IEnumerable<IClusterLock> locks, TimeSpan wait, CancellationToken cancellationToken = default) => throw NotOnQuorum("Taking several locks at once");

    public ValueTask<ClusterLockLease> AcquireAllAsync(IEnumerable<IClusterLock> locks, CancellationToken cancellationToken = default) => throw NotOnQuorum("Taking several locks at once");

    public static NotSupportedException NotOnQuorum(string what) =>
        new($"{what} is only there where locks stand on the engine, and this host has them stand on a quorum of servers (UseQuorum). Have the host do without UseQuorum, or use plain locks, one at a time.");

    public void Add(QuorumLease lease) => _held.TryAdd(lease, true);

    public void Remove(QuorumLease lease) => _held.TryRemove(lease, out _);

    /// <summary>What the plugin still holds is lost to it, and free for the other nodes.</summary>
    public async Task StopAsync()
    {
        foreach (var lease in _held.Keys)
        {
            LockLog.HeldAtStop(plugin.Member.Locks.Logger, plugin.Key, lease.Name);
            lease.Lose("the plugin stopped on this node");
            await lease.DisposeAsync();
        }
    }
}
