namespace PluginSdk.Runtime.Engine;

/// <summary>
/// What a cluster stands on: a log, leases and a store (values with generations, records, blobs). An engine is shared by
/// all plugins of a node and belongs to one cluster, whose name is part of every key. The conformance suite says what each
/// part promises; an engine that passes it can carry a cluster.
/// </summary>
public interface IClusterEngine : IAsyncDisposable
{
    /// <summary>What and where the engine is, for people: <c>in-memory</c>, <c>redis 127.0.0.1:6379</c>.</summary>
    string Description { get; }

    /// <summary>One gap-free sequence of entries for the whole cluster.</summary>
    IClusterLog Log { get; }

    /// <summary>Leases with fencing tokens.</summary>
    ILeaseStore Leases { get; }

    /// <summary>
    /// Leases that several may hold at once, as long as their <see cref="LeaseRequest.Units"/> fit into the
    /// <see cref="LeaseRequest.Capacity"/>; otherwise with the same promises. Names here are apart from those of <see cref="Leases"/>.
    /// </summary>
    ILeaseStore SharedLeases { get; }

    /// <summary>What plugins' locks stand on instead of <see cref="Leases"/>; null: on those, as most engines have it.</summary>
    IQuorumLocks? Quorum { get; }

    /// <summary>Values that count only under the generations they were loaded under.</summary>
    IValueStore Values { get; }

    /// <summary>Small records with compare-and-set.</summary>
    IRecordStore Records { get; }

    /// <summary>Immutable blobs by hash.</summary>
    IBlobStore Blobs { get; }

    /// <summary>Connects and verifies that the engine can carry a cluster.</summary>
    /// <exception cref="EngineUnavailableException">It cannot be reached.</exception>
    /// <exception cref="NotSupportedException">It lacks what a cluster needs; the message says what.</exception>
    ValueTask ConnectAsync(CancellationToken cancellationToken);
}
