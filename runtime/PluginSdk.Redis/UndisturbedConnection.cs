using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>
/// A connection that threads of its own serve, for what must be sent and answered also while the application blocks every
/// thread of the pool. All else is faster without. StackExchange.Redis decides that by a flag of the whole process when it
/// connects, so the flag is on just then, and a connection that was lost is replaced rather than kept when it comes back.
/// </summary>
internal sealed class UndisturbedConnection(ConfigurationOptions configuration) : IAsyncDisposable
{
    private const string Flag = "DedicatedThreads";
    private static readonly SemaphoreSlim s_flag = new(1);

    private volatile ConnectionMultiplexer? _multiplexer;
    private int _replacing;
    private volatile bool _disposed;

    public IDatabase Database => _multiplexer?.GetDatabase() ?? throw new InvalidOperationException("The engine is not connected yet; call ConnectAsync.");

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (_multiplexer is null)
            Use(await ConnectWithFlagAsync(cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        if (_multiplexer is { } multiplexer)
            await multiplexer.DisposeAsync().ConfigureAwait(false);
    }

    private void Use(ConnectionMultiplexer multiplexer)
    {
        multiplexer.ConnectionRestored += OnConnectionRestored;
        _multiplexer = multiplexer;
    }

    private void OnConnectionRestored(object? sender, ConnectionFailedEventArgs e)
    {
        if (e.ConnectionType == ConnectionType.Interactive && !_disposed && Interlocked.Exchange(ref _replacing, 1) == 0)
            _ = ReplaceAsync();
    }

    private async Task ReplaceAsync()
    {
        try
        {
            var next = await ConnectWithFlagAsync(CancellationToken.None).ConfigureAwait(false);
            var previous = _multiplexer!;
            previous.ConnectionRestored -= OnConnectionRestored;
            Use(next);
            // What was asked of it is answered before it goes.
            await previous.CloseAsync(allowCommandsToComplete: true).ConfigureAwait(false);
            await previous.DisposeAsync().ConfigureAwait(false);
            if (_disposed)
                await next.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is RedisException or ObjectDisposedException)
        {
            // The one that came back goes on, with the pool's threads.
        }
        finally
        {
            Volatile.Write(ref _replacing, 0);
        }
    }

    private async Task<ConnectionMultiplexer> ConnectWithFlagAsync(CancellationToken cancellationToken)
    {
        await s_flag.WaitAsync(cancellationToken).ConfigureAwait(false);
        var before = ConnectionMultiplexer.GetFeatureFlag(Flag);
        try
        {
            ConnectionMultiplexer.SetFeatureFlag(Flag, true);
            return await ConnectionMultiplexer.ConnectAsync(configuration).ConfigureAwait(false);
        }
        finally
        {
            ConnectionMultiplexer.SetFeatureFlag(Flag, before);
            s_flag.Release();
        }
    }
}
