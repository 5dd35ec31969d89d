using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>
/// Which life of the engine this node knows, and the longest lease there was in it. When the engine comes up empty, this
/// is what is left of the leases that were: whoever remembers says so at once, and nothing is granted until they have lapsed.
/// </summary>
internal sealed class EngineBirth(RedisConnection connection, RedisKey clock, string channelPrefix)
{
    private volatile Life _known = new("", 0);
    private int _listening;

    public Life Known => _known;

    public void Learn(string id, long longestMilliseconds)
    {
        _known = new Life(id, longestMilliseconds);
        if (Interlocked.Exchange(ref _listening, 1) == 0)
            _ = ListenAsync();
    }

    private async Task ListenAsync()
    {
        connection.Multiplexer.ConnectionRestored += OnConnectionRestored;
        try
        {
            var births = await connection.Multiplexer.GetSubscriber().SubscribeAsync(RedisChannel.Literal(channelPrefix + "*")).ConfigureAwait(false);
            births.OnMessage(message => message.Message == _known.Id ? Task.CompletedTask : RememberAsync());
        }
        catch (RedisException)
        {
            // Whatever this node asks next says the same, only later; and the next thing it learns listens again.
            connection.Multiplexer.ConnectionRestored -= OnConnectionRestored;
            Volatile.Write(ref _listening, 0);
        }
    }

    private void OnConnectionRestored(object? sender, ConnectionFailedEventArgs e) => _ = RememberAsync();

    /// <summary>Tells the engine of the life that this node knows.</summary>
    private async Task RememberAsync()
    {
        var known = _known;
        try
        {
            var id = (string?)await connection.ScriptAsync(LeaseScripts.Remember, [clock], [known.Id, known.Id, known.LongestMilliseconds, channelPrefix], CancellationToken.None).ConfigureAwait(false);
            if (id is not null && id != known.Id)
                _known = known with { Id = id };
        }
        catch (Exception e) when (e is EngineUnavailableException or RedisException or ObjectDisposedException)
        {
            // As above.
        }
    }

    /// <param name="Id">Empty: none yet.</param>
    /// <param name="LongestMilliseconds">The longest lease that this node has seen or asked for.</param>
    internal sealed record Life(string Id, long LongestMilliseconds);
}
