using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

/// <summary>Who listens to the notices of an in-memory lease store. Guarded by the store's gate.</summary>
internal sealed class InMemoryListeners
{
    private readonly Dictionary<string, Action<LeaseNotice>> _listeners = [];

    public void Add(string waiter, Action<LeaseNotice> onNotice) => _listeners[waiter] = onNotice;

    public void Remove(string waiter) => _listeners.Remove(waiter);

    public Action<LeaseNotice>? Find(string waiter) => _listeners.GetValueOrDefault(waiter);
}
