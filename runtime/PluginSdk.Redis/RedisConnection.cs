using System.Runtime.CompilerServices;
using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>The one connection of an engine, its keys, and the way its scripts are run.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly ConfigurationOptions _configuration;
    private ConnectionMultiplexer? _multiplexer;
    private readonly UndisturbedConnection? _undisturbed;
    private bool? _countsReceivers;

    public RedisConnection(RedisEngineOptions options)
    {
        Options = options;
        Keys = new RedisKeys(options.ClusterName);
        Life = new ServerLife(this);
        _configuration = ConfigurationOptions.Parse(options.Configuration);
        _configuration.AbortOnConnectFail = false;
        _configuration.AsyncTimeout = (int)options.CommandTimeout.TotalMilliseconds;
        // What was asked of a dead connection fails at once and is asked again by those who may.
        _configuration.BacklogPolicy = BacklogPolicy.FailFast;
        // The state of thread pools and connections helps nobody who reads that Redis does not answer.
        _configuration.IncludeDetailInExceptions = false;
        _undisturbed = options.DedicatedThreads ? new UndisturbedConnection(_configuration) : null;
    }

    public RedisEngineOptions Options { get; }

    /// <summary>Which life of the server answers.</summary>
    public ServerLife Life { get; }

    public RedisKeys Keys { get; }

    public string Endpoints => string.Join(",", _configuration.EndPoints.Select(e => Format(e)));

    public ConnectionMultiplexer Multiplexer => _multiplexer ?? throw new InvalidOperationException("The engine is not connected yet; call ConnectAsync.");

    public IDatabase Database => Multiplexer.GetDatabase();

    /// <summary>A second connection, for what must not wait behind anything else.</summary>
    public IDatabase Undisturbed => _undisturbed?.Database ?? Database;

    /// <summary>
    /// Whether a publish that reaches nobody tells that nobody listens: only where all are connected to the one server.
    /// </summary>
    public bool CountsReceivers => _countsReceivers ??= _configuration.EndPoints is [var only] && string.IsNullOrEmpty(_configuration.ServiceName) && Multiplexer.GetServer(only).ServerType == ServerType.Standalone;

    public async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        _multiplexer ??= await ConnectionMultiplexer.ConnectAsync(_configuration).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_undisturbed is not null)
            await _undisturbed.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync(static database => database.PingAsync(), cancellationToken).ConfigureAwait(false);
        await Life.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a script with its keys and arguments, in one round trip; in two where the server does not know it yet.</summary>
    /// <exception cref="EngineUnavailableException">No answer: it may or may not have been done.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RedisResult> ScriptAsync(string script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            try
            {
                return await Database.ScriptEvaluateAsync(ScriptDigests.Of(script), keys, arguments).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
            {
                // Sent whole, a script is also remembered, until the server restarts or is told to forget its scripts.
                return await Database.ScriptEvaluateAsync(script, keys, arguments, CommandFlags.NoScriptCache).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            throw Unavailable(e);
        }
    }

    /// <summary>Asks the server, and says it in the engine's terms when there is no answer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> RunAsync<T>(Func<IDatabase, Task<T>> ask, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await ask(Database).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            throw Unavailable(e);
        }
    }

    /// <summary>The values of <paramref name="keys"/>, in one round trip and from the master: a replica may not know yet of what was removed.</summary>
    /// <exception cref="EngineUnavailableException">No answer.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RedisValue[]> GetAsync(RedisKey[] keys, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await Database.StringGetAsync(keys, CommandFlags.DemandMaster).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            throw Unavailable(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_undisturbed is not null)
            await _undisturbed.DisposeAsync().ConfigureAwait(false);
        if (_multiplexer is { } multiplexer)
            await multiplexer.DisposeAsync().ConfigureAwait(false);
    }

    public EngineUnavailableException Unavailable(Exception e) =>
        new($"Redis at {Endpoints} did not answer: {e.Message}. Check that it runs and can be reached.", e);

    public static bool IsNoAnswer(Exception e) =>
        e is RedisConnectionException or RedisTimeoutException || (e is RedisServerException && CannotServe(e.Message));

    /// <summary>Whether the server is there but cannot do its work now: starting, failing over, or without memory or disk.</summary>
    private static bool CannotServe(string error) =>
        error.Split(' ', 2)[0] is "LOADING" or "READONLY" or "MASTERDOWN" or "CLUSTERDOWN" or "TRYAGAIN" or "NOREPLICAS" or "MISCONF" or "OOM" or "BUSY";

    private static string Format(System.Net.EndPoint endpoint) => endpoint switch
    {
        System.Net.DnsEndPoint dns => $"{dns.Host}:{dns.Port}",
        _ => endpoint.ToString() ?? "",
    };
}
