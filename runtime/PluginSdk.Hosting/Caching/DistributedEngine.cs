using Microsoft.Extensions.Caching.Distributed;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Hosting;

/// <summary>An engine whose cached values lie in a distributed cache.</summary>
internal sealed class DistributedEngine(IClusterEngine engine, IDistributedCache cache, Random random) : IClusterEngine
{
    public string Description => $"{engine.Description}, values in {cache.GetType().Name}";

    public IClusterLog Log => engine.Log;

    public ILeaseStore Leases => engine.Leases;

    public ILeaseStore SharedLeases => engine.SharedLeases;

    public IQuorumLocks? Quorum => engine.Quorum;

    public IValueStore Values { get; } = new DistributedValueStore(engine.Values, cache, random);

    public IRecordStore Records => engine.Records;

    public IBlobStore Blobs => engine.Blobs;

    public ValueTask ConnectAsync(CancellationToken cancellationToken) => engine.ConnectAsync(cancellationToken);

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
