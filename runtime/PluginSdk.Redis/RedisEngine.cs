using PluginSdk.Runtime.Engine;

namespace PluginSdk.Redis;

/// <summary>The cluster engine on Redis.</summary>
public sealed class RedisEngine : IClusterEngine
{
    private readonly RedisConnection _connection;

    /// <summary>Prepares an engine; <see cref="ConnectAsync"/> connects it.</summary>
    public RedisEngine(RedisEngineOptions options)
    {
        _connection = new RedisConnection(options);
        Log = new RedisLog(_connection);
        Leases = new RedisLeaseStore(_connection);
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
    public IValueStore Values { get; }

    /// <inheritdoc/>
    public IRecordStore Records { get; }

    /// <inheritdoc/>
    public IBlobStore Blobs { get; }

    /// <inheritdoc/>
    public ValueTask ConnectAsync(CancellationToken cancellationToken) => _connection.ConnectAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
