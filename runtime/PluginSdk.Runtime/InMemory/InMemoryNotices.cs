using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

/// <summary>Collected under the store's gate, sent outside of it: a listener may call the store again.</summary>
internal struct InMemoryNotices(InMemoryListeners listeners)
{
    private List<(Action<LeaseNotice> Listener, LeaseNotice Notice)>? _pending;

    /// <summary>False if nobody listens.</summary>
    public bool Add(string waiter, LeaseNotice notice)
    {
        if (listeners.Find(waiter) is not { } listener)
            return false;
        (_pending ??= []).Add((listener, notice));
        return true;
    }

    public readonly void Send()
    {
        foreach (var (listener, notice) in _pending ?? [])
            listener(notice);
    }
}
