using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Caching;

/// <summary>One cache's part of the tier that all nodes share.</summary>
internal sealed class SharedTier(IValueStore store, string name, CacheClock clock)
{
    /// <summary>For how long the engine is left alone after it did not answer, so that not each load waits for it in vain.</summary>
    private const long PauseMilliseconds = 1000;

    private long _pausedUntil;

    public IValueStore Store => store;

    /// <summary>The cache's name in the cluster.</summary>
    public string Name => name;

    public bool IsPaused => clock.Now < Volatile.Read(ref _pausedUntil);

    public void Pause() => Volatile.Write(ref _pausedUntil, clock.Now + PauseMilliseconds);
}
