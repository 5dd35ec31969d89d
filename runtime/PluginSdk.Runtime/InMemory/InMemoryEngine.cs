using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

/// <summary>
/// An engine in this process: standalone nodes, <c>dotnet run</c>, the demo and tests. Nodes that share an instance are one
/// cluster. Its clock is the <see cref="TimeProvider"/> it is given, so that virtual time drives everything.
/// </summary>
public sealed class InMemoryEngine : IClusterEngine
{
    /// <summary>An empty engine.</summary>
    /// <param name="timeProvider">The engine's clock.</param>
    /// <param name="random">Where stamps come from; a seeded one makes a run repeatable.</param>
    /// <param name="logRetention">How long the log keeps an entry at least; ten minutes if null.</param>
    public InMemoryEngine(TimeProvider? timeProvider = null, Random? random = null, TimeSpan? logRetention = null)
    {
        var time = timeProvider ?? TimeProvider.System;
#pragma warning disable RS0030 // The default outside of simulations.
        var log = new InMemoryLog(time, random ?? Random.Shared, logRetention ?? TimeSpan.FromMinutes(10));
#pragma warning restore RS0030
        Log = log;
        var tokens = new InMemoryTokens(time);
        Leases = new InMemoryLeaseStore(time, tokens);
        SharedLeases = new InMemorySharedLeaseStore(time, tokens);
        Records = new InMemoryRecordStore(time);
        Values = new InMemoryValueStore(time, log);
        Blobs = new InMemoryBlobStore();
    }

    /// <inheritdoc/>
    public string Description => "in-memory";

    /// <inheritdoc/>
    public IClusterLog Log { get; }

    /// <inheritdoc/>
    public ILeaseStore Leases { get; }

    /// <inheritdoc/>
    public ILeaseStore SharedLeases { get; }

    /// <inheritdoc/>
    public IQuorumLocks? Quorum => null;

    /// <inheritdoc/>
    public IValueStore Values { get; }

    /// <inheritdoc/>
    public IRecordStore Records { get; }

    /// <inheritdoc/>
    public IBlobStore Blobs { get; }

    /// <inheritdoc/>
    public ValueTask ConnectAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
