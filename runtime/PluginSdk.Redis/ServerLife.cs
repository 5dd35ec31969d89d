using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>
/// Which life of the server this node is connected to: the beginning of its run id, which is another after each start and on
/// each server. A server that starts again, or takes over, may have older data than what was acknowledged; what carries
/// another life than the one that answers does not count. Forgotten with each lost connection, and asked for anew.
/// </summary>
internal sealed class ServerLife(RedisConnection connection)
{
    /// <summary>Defines <c>server_life()</c>, eight characters; a server that does not tell lives one life for ever.</summary>
    public const string Function =
        """
        local function server_life()
          local info = redis.pcall('INFO', 'server')
          return type(info) == 'string' and string.match(info, 'run_id:(%x%x%x%x%x%x%x%x)') or '00000000'
        end

        """;

    private const string Ask = Function + "return server_life()";
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly RedisKey[] _keys = [connection.Keys.Of("life")];
    private volatile byte[]? _known;
    private int _connections;
    private int _isAsking;

    /// <summary>Null while it is not known.</summary>
    public byte[]? Known => _known;

    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        var multiplexer = connection.Multiplexer;
        multiplexer.ConnectionFailed += (_, e) => Forget(e.ConnectionType);
        multiplexer.ConnectionRestored += (_, e) => Forget(e.ConnectionType);
        multiplexer.ConfigurationChanged += (_, _) => Forget(ConnectionType.Interactive);
        _known = await AskAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An answer carried another life: perhaps another server has come to answer for the cluster's keys.</summary>
    public void Doubt(ReadOnlySpan<byte> life)
    {
        if (_known is { } known && !life.SequenceEqual(known))
            Forget(ConnectionType.Interactive);
    }

    private void Forget(ConnectionType type)
    {
        if (type != ConnectionType.Interactive)
            return;
        Interlocked.Increment(ref _connections);
        _known = null;
        if (Interlocked.Exchange(ref _isAsking, 1) == 0)
            _ = LearnAsync();
    }

    private async Task LearnAsync()
    {
        while (true)
        {
            var connections = Volatile.Read(ref _connections);
            try
            {
                var life = await AskAsync(CancellationToken.None).ConfigureAwait(false);
                if (connections == Volatile.Read(ref _connections))
                    _known = life;
            }
            catch (Exception e) when (e is Runtime.Engine.EngineUnavailableException or RedisException)
            {
                await Task.Delay(s_pause, connection.Options.TimeProvider).ConfigureAwait(false);
                continue;
            }
            catch (ObjectDisposedException)
            {
                return;
            }

            Volatile.Write(ref _isAsking, 0);
            // Whoever forgot it since then left the asking to this one.
            if (connections == Volatile.Read(ref _connections) || Interlocked.Exchange(ref _isAsking, 1) != 0)
                return;
        }
    }

    private async ValueTask<byte[]> AskAsync(CancellationToken cancellationToken) =>
        (byte[])(await connection.ScriptAsync(Ask, _keys, [], cancellationToken).ConfigureAwait(false))!;
}
