using PluginSdk.Runtime.Engine;

namespace PluginSdk.Redis;

/// <summary>The cluster engine on Redis.</summary>
public sealed class RedisEngine : IClusterEngine
{
    private readonly RedisConnection _connection;
    private readonly RedisLog _log;
    private readonly RedisQuorumLocks? _quorum;

    /// <summary>Prepares an engine; <see cref="ConnectAsync"/> connects it.</summary>
    public RedisEngine(RedisEngineOptions options)
    {
        _connection = new RedisConnection(options);
        Log = _log = new RedisLog(_connection);
        var birth = new EngineBirth(_connection);
        Leases = new RedisLeaseStore(_connection, birth);
        SharedLeases = new RedisSharedLeaseStore(_connection, birth);
        _quorum = options.QuorumServers.Count == 0 ? null : new RedisQuorumLocks(options);
        Records = new RedisRecordStore(_connection);
        Values = new RedisValueStore(_connection);
        Blobs = new RedisBlobStore(_connection);
    }

    /// <inheritdoc/>
    public string Description => $"redis {_connection.Endpoints}";

    /// <inheritdoc/>
    public IClusterLog Log { get; }

    /// <inheritdoc/>
    public ILeaseStore Leases { get; }

    /// <inheritdoc/>
    public ILeaseStore SharedLeases { get; }

    /// <inheritdoc/>
    public IQuorumLocks? Quorum => _quorum;

    /// <inheritdoc/>
    public IValueStore Values { get; }

    /// <inheritdoc/>
    public IRecordStore Records { get; }

    /// <inheritdoc/>
    public IBlobStore Blobs { get; }

    /// <inheritdoc/>
    public async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        await _connection.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await _log.VerifyAsync(cancellationToken).ConfigureAwait(false);
        if (_quorum is not null)
            await _quorum.ConnectAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        if (_quorum is not null)
            await _quorum.DisposeAsync().ConfigureAwait(false);
    }
}
