namespace PluginSdk.Packaging.Validation;

/// <summary>A lock of this process around what the whole cluster shares keeps nobody else out.</summary>
internal sealed class LocalLockRule : ValidationRule
{
    private static readonly HashSet<string> Locks =
    [
        "System.Threading.Monitor::Enter", "System.Threading.Monitor::TryEnter",
        "System.Threading.Lock::Enter", "System.Threading.Lock::EnterScope", "System.Threading.Lock::TryEnter",
        "System.Threading.SemaphoreSlim::Wait", "System.Threading.SemaphoreSlim::WaitAsync", "System.Threading.WaitHandle::WaitOne",
        "System.Threading.ReaderWriterLockSlim::EnterWriteLock", "System.Threading.ReaderWriterLockSlim::EnterReadLock",
        "System.Threading.ReaderWriterLockSlim::EnterUpgradeableReadLock", "System.Threading.ReaderWriterLockSlim::TryEnterWriteLock",
        "System.Threading.ReaderWriterLockSlim::TryEnterReadLock", "System.Threading.ReaderWriterLockSlim::TryEnterUpgradeableReadLock",
    ];

    private static readonly HashSet<string> SharedState =
    [
        "PluginSdk.IClusterCache`2", "PluginSdk.IClusterCaches", "PluginSdk.IClusterEvents", "PluginSdk.IPluginHome::get_Shared",
    ];

    public override IEnumerable<Suspicion> Check(AssemblyModel assembly) =>
        from method in AuthoredMethods(assembly)
        let shared = method.Calls
            .SkipWhile(static call => !Locks.Contains(call.FullName))
            .FirstOrDefault(static call => SharedState.Contains(call.Type.Name) || SharedState.Contains(call.FullName))
        where shared is not null
        select new Suspicion(PluginRules.LocalLock, method.Member,
            $"{method.Member} takes a lock of this process and uses {shared.Type.Display}, which the other nodes use too: the lock does not keep them out. Use [ClusterLock], or justify what the lock protects.");
}
