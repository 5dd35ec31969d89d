using Medallion.Threading.Redis;
using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>RedLock over several independent servers, as DistributedLock.Redis implements it.</summary>
internal sealed class RedisQuorumLocks : IQuorumLocks, IAsyncDisposable
{
    private static readonly TimeSpan s_shortestPoll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longestPoll = TimeSpan.FromMilliseconds(200);

    private readonly RedisEngineOptions _options;
    private readonly RedisKeys _keys;
    private ConnectionMultiplexer[] _servers = [];

    public RedisQuorumLocks(RedisEngineOptions options)
    {
        var endpoints = options.QuorumServers.Select(server => ConfigurationOptions.Parse(server).EndPoints).ToArray();
        if (endpoints.Length < 3 || endpoints.Any(each => each.Count != 1) || endpoints.Select(each => each[0].ToString()).Distinct().Count() != endpoints.Length)
            throw new ArgumentException($"A quorum needs at least three independent servers, each named once as host:port; these are {(endpoints.Length == 0 ? "none" : string.Join(" and ", options.QuorumServers))}.", nameof(options));
        _options = options;
        _keys = new RedisKeys(options.ClusterName);
    }

    private int Majority => _options.QuorumServers.Count / 2 + 1;

    public async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        if (_servers.Length == 0)
            _servers = await Task.WhenAll(_options.QuorumServers.Select(ConnectAsync)).WaitAsync(cancellationToken).ConfigureAwait(false);
        await PingAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IQuorumGrant?> TryAcquireAsync(string name, TimeSpan lease, TimeSpan wait, CancellationToken cancellationToken)
    {
        var redLock = new RedisDistributedLock(KeyOf(name), _servers.Select(static server => server.GetDatabase()), options => options
            .Expiry(lease)
            .MinValidityTime(lease * 0.9)
            .ExtensionCadence(lease / 3)
            .BusyWaitSleepTime(s_shortestPoll, lease / 2 < s_longestPoll ? lease / 2 : s_longestPoll));
        var time = _options.TimeProvider;
        var startedAt = time.GetTimestamp();
        while (true)
        {
            var left = wait == Timeout.InfiniteTimeSpan ? wait : wait - time.GetElapsedTime(startedAt);
            if (left < TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan)
                left = TimeSpan.Zero;
            try
            {
                if (await redLock.TryAcquireAsync(left, cancellationToken).ConfigureAwait(false) is { } handle)
                    return new RedisQuorumGrant(handle);
                // One server that has it and one that is dead are no success of three either, and that is not to be told apart here.
                await PingAsync(cancellationToken).ConfigureAwait(false);
                return null;
            }
            catch (Exception e) when (IsUnavailable(e))
            {
                if (left == TimeSpan.Zero)
                    throw Unavailable(e);
                // Servers come back while one waits.
                await Task.Delay(s_longestPoll, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask<bool> IsHeldAsync(string name, CancellationToken cancellationToken)
    {
        var answers = await AskAsync(static (database, key) => database.KeyExistsAsync(key), KeyOf(name), cancellationToken).ConfigureAwait(false);
        return answers.Count(static exists => exists) >= Majority;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Returns when a majority is there.</summary>
    /// <exception cref="EngineUnavailableException">It is not.</exception>
    private async Task PingAsync(CancellationToken cancellationToken) =>
        await AskAsync(static (database, _) => database.PingAsync(), default, cancellationToken).ConfigureAwait(false);

    private RedisKey KeyOf(string name) => _keys.Of("quorum", name);

    private async Task<ConnectionMultiplexer> ConnectAsync(string server)
    {
        var configuration = ConfigurationOptions.Parse(server);
        // Some servers may be down; that is what a quorum is for.
        configuration.AbortOnConnectFail = false;
        configuration.AsyncTimeout = (int)_options.CommandTimeout.TotalMilliseconds;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        return await ConnectionMultiplexer.ConnectAsync(configuration).ConfigureAwait(false);
    }

    /// <summary>The answers of those who answer.</summary>
    /// <exception cref="EngineUnavailableException">They are no majority.</exception>
    private async Task<IReadOnlyList<T>> AskAsync<T>(Func<IDatabase, RedisKey, Task<T>> ask, RedisKey key, CancellationToken cancellationToken)
    {
        var asked = _servers.Select(server => ask(server.GetDatabase(), key)).ToArray();
        var answers = new List<T>(asked.Length);
        Exception? last = null;
        foreach (var answer in asked)
        {
            try
            {
                answers.Add(await answer.WaitAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (Exception e) when (IsUnavailable(e))
            {
                last = e;
            }
        }

        return answers.Count >= Majority ? answers : throw Unavailable(last);
    }

    private EngineUnavailableException Unavailable(Exception? e) =>
        new($"No majority of the quorum's servers ({string.Join(", ", _options.QuorumServers)}) answered: {e?.GetBaseException().Message} Check that at least {Majority} of them run and can be reached.", e);

    private static bool IsUnavailable(Exception e) => e switch
    {
        AggregateException several => several.InnerExceptions.Count > 0 && several.InnerExceptions.All(IsUnavailable),
        _ => e is RedisException or TimeoutException,
    };
}
