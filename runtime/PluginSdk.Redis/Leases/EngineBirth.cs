using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>
/// Which life of the engine this node knows, and the longest lease there was in it. When the engine comes up empty, this
/// is what is left of the leases that were: whoever remembers says so at once, and nothing is granted until they have lapsed.
/// </summary>
internal sealed class EngineBirth(RedisConnection connection)
{
    private readonly string _channel = connection.Keys.Prefix + "lease-birth";
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private volatile Life _known = new("", 0);
    private int _listening;

    public Life Known => _known;

    /// <summary>The one key that outlives every lease: the last token, and what is known of the engine's life.</summary>
    public RedisKey Clock { get; } = connection.Keys.Of("lease-clock");

    /// <summary>Where births are announced.</summary>
    public RedisValue Channel => _channel;

    /// <summary>For how long to hold back if this life of the engine is not the one that <paramref name="known"/> is.</summary>
    public long LongestLease(Life known) => known.LongestMilliseconds > 0 ? known.LongestMilliseconds : (long)connection.Options.LeaseGrace.TotalMilliseconds;

    public void Learn(string id, long longestMilliseconds)
    {
        _known = new Life(id, longestMilliseconds);
        if (Interlocked.Exchange(ref _listening, 1) == 0)
            _ = ListenAsync();
    }

    /// <summary>The answer of a script that acquires, and what it says of the engine's life.</summary>
    public LeaseAttempt Read(RedisResult reply, Life known, TimeSpan duration)
    {
        if (reply.Resp2Type != ResultType.Array)
            return new LeaseAttempt(true, (long)reply, TimeSpan.Zero);
        var token = (long)reply[0];
        if (token != 0)
        {
            Learn((string)reply[1]!, (long)reply[2]);
            return new LeaseAttempt(true, token, TimeSpan.Zero);
        }

        var id = (string)reply[4]!;
        var longest = Math.Max((long)reply[5], (long)Math.Ceiling(duration.TotalMilliseconds));
        if (id != known.Id || longest > known.LongestMilliseconds)
            Learn(id, longest);
        var held = (string)reply[3]!;
        return new LeaseAttempt(false, 0, TimeSpan.FromMilliseconds((long)reply[2]))
        {
            Ticket = (long)reply[1],
            HeldBy = LeaseText.Parse(held)?.Node,
            OnHold = held == LeaseScripts.Empty,
        };
    }

    private void OnConnectionRestored(object? sender, ConnectionFailedEventArgs e) => _ = RememberAsync();

    private async Task ListenAsync()
    {
        connection.Multiplexer.ConnectionRestored += OnConnectionRestored;
        await PersistAsync(async () =>
        {
            var births = await connection.RunAsync(_ => connection.Multiplexer.GetSubscriber().SubscribeAsync(RedisChannel.Literal(_channel)), CancellationToken.None).ConfigureAwait(false);
            births.OnMessage(message => message.Message == _known.Id ? Task.CompletedTask : RememberAsync());
        }).ConfigureAwait(false);
    }

    /// <summary>Tells the engine of the life that this node knows.</summary>
    private Task RememberAsync() => PersistAsync(async () =>
    {
        var known = _known;
        var id = (string?)await connection.ScriptAsync(LeaseScripts.Remember, [Clock], [known.Id, known.Id, known.LongestMilliseconds, _channel], CancellationToken.None).ConfigureAwait(false);
        if (id is not null && id != known.Id)
            _known = known with { Id = id };
    });

    /// <summary>
    /// Tries for a while: a connection that was just made or restored may still refuse. If it does all the time, whatever
    /// this node asks next says the same, only later.
    /// </summary>
    private async Task PersistAsync(Func<Task> tryAsync)
    {
        const int Attempts = 20;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                await tryAsync().ConfigureAwait(false);
                return;
            }
            catch (EngineUnavailableException)
            {
                await Task.Delay(s_pause, connection.Options.TimeProvider).ConfigureAwait(false);
            }
            catch (Exception e) when (e is RedisException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <param name="Id">Empty: none yet.</param>
    /// <param name="LongestMilliseconds">The longest lease that this node has seen or asked for.</param>
    internal sealed record Life(string Id, long LongestMilliseconds);
}
