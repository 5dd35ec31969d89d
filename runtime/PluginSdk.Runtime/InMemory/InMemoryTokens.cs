namespace PluginSdk.Runtime.InMemory;

/// <summary>Fencing tokens: one growing sequence for all leases of the engine, with the time in microseconds as its floor.</summary>
internal sealed class InMemoryTokens(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _last;

    public long Next()
    {
        lock (_gate)
            return _last = Math.Max(_last + 1, (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>As a server that lost its data.</summary>
    public void Forget()
    {
        lock (_gate)
            _last = 0;
    }
}
