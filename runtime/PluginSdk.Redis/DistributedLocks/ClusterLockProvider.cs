using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Medallion.Threading;

namespace PluginSdk.Redis;

/// <summary>
/// Cluster locks for every library that takes the abstractions of DistributedLock.Core: fenced inside, served first come
/// first served, and told of their loss. A lock that was made here under a name is the lock <see cref="IClusterLocks.Get"/>
/// gives for it.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>HandleLostToken</c> is the lease's <see cref="ClusterLockLease.Lost"/>. The abstractions have no place for the
/// fencing token; what must survive a pause of the process takes <see cref="IClusterLock"/> itself.</item>
/// <item>The members that do not end in <c>Async</c> block the calling thread until the engine has answered, and need another
/// thread of the pool meanwhile: a program that blocks many threads at once starves itself. They work in any synchronization
/// context, but not on a simulated cluster, whose only thread they would block: there they throw.</item>
/// <item>A handle that is never disposed keeps its lock for as long as the node runs.</item>
/// <item>Waiting for a lock that the caller's own flow holds throws <see cref="DeadlockException"/>.</item>
/// </list>
/// </remarks>
/// <param name="locks">The locks of a plugin: <see cref="ICluster.Locks"/>.</param>
/// <param name="settings">How the locks behave; null for the defaults.</param>
public sealed class ClusterLockProvider(IClusterLocks locks, LockSettings? settings = null)
    : IDistributedLockProvider, IDistributedReaderWriterLockProvider, IDistributedSemaphoreProvider
{
    private const int LongestName = 255;

    /// <summary>The lock called <paramref name="name"/>.</summary>
    /// <param name="name">Any text. What cannot be the name of a cluster lock (empty, too long, with control characters) stands for itself by its hash.</param>
    public IDistributedLock CreateLock(string name) => new MedallionLock(locks.Get(SafeName(name), settings));

    /// <summary>The reader-writer lock called <paramref name="name"/>, as <see cref="IClusterLocks.GetReaderWriter"/> gives it.</summary>
    /// <param name="name">Any text, as for <see cref="CreateLock"/>.</param>
    /// <exception cref="NotSupportedException">The host has locks stand on a quorum of servers.</exception>
    public IDistributedReaderWriterLock CreateReaderWriterLock(string name) => new MedallionReaderWriterLock(locks.GetReaderWriter(SafeName(name), settings));

    /// <summary>The semaphore called <paramref name="name"/>, as <see cref="IClusterLocks.GetSemaphore"/> gives it.</summary>
    /// <param name="name">Any text, as for <see cref="CreateLock"/>.</param>
    /// <param name="maxCount">How many may hold it at once; the same on all nodes.</param>
    /// <exception cref="NotSupportedException">The host has locks stand on a quorum of servers.</exception>
    public IDistributedSemaphore CreateSemaphore(string name, int maxCount) => new MedallionSemaphore(locks.GetSemaphore(SafeName(name), maxCount, settings));

    private static string SafeName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length <= LongestName && !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl))
            return name;
        var hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(name.AsSpan())));
        var readable = string.Concat(name.Where(static c => !char.IsControl(c)).Take(LongestName - hash.Length - 1));
        return $"{readable}#{hash}";
    }
}
