using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Caching;

/// <summary>One cache's part of the tier that all nodes share.</summary>
internal sealed class SharedTier(IValueStore store, string name, CacheClock clock)
{
    /// <summary>For how long the engine is left alone after it did not answer, so that not each load waits for it in vain.</summary>
    private const long PauseMilliseconds = 1000;

    private long _pausedUntil = long.MinValue;

    public IValueStore Store => store;

    /// <summary>The cache's name in the cluster.</summary>
    public string Name => name;

    /// <summary>
    /// Whether the engine is left alone now. When a pause is over, one asks, and the others wait for what it finds: none of
    /// them in vain for as long as a question may take.
    /// </summary>
    public bool IsPaused
    {
        get
        {
            var until = Volatile.Read(ref _pausedUntil);
            if (until == long.MinValue)
                return false;
            var now = clock.Now;
            return now < until || Interlocked.CompareExchange(ref _pausedUntil, now + PauseMilliseconds, until) != until;
        }
    }

    public void Pause() => Volatile.Write(ref _pausedUntil, clock.Now + PauseMilliseconds);

    /// <summary>The engine has answered.</summary>
    public void Resume()
    {
        if (Volatile.Read(ref _pausedUntil) != long.MinValue)
            Volatile.Write(ref _pausedUntil, long.MinValue);
    }
}
