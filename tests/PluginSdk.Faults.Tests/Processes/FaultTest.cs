using PluginSdk.Engines.Tests;
using StackExchange.Redis;

namespace PluginSdk.Faults.Tests.Processes;

/// <summary>A server that the test may harm, one that it guards, and workers.</summary>
public abstract class FaultTest : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _disposables = [];
    private ConnectionMultiplexer? _resource;
    private int _names;

    private protected RedisServer Server { get; private set; } = null!;

    private protected RedisServer Resource { get; private set; } = null!;

    /// <summary>More options of the server that is attacked.</summary>
    private protected virtual string[] ServerOptions => [];

    public async ValueTask InitializeAsync()
    {
        Server = await RedisServer.StartAsync(ServerOptions);
        Resource = await RedisServer.StartAsync();
        _resource = await ConnectionMultiplexer.ConnectAsync(Resource.Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var disposable in Enumerable.Reverse(_disposables))
            await disposable.DisposeAsync();
        if (_resource is not null)
            await _resource.DisposeAsync();
        if (Server is not null)
            await Server.DisposeAsync();
        if (Resource is not null)
            await Resource.DisposeAsync();
    }

    private protected string NewName() => $"name{++_names}";

    private protected async Task<WorkerProcess> StartWorkerAsync(string name, string? engine = null)
    {
        var worker = await WorkerProcess.StartAsync(name, engine ?? $"{Server.Endpoint},connectTimeout=1000,abortConnect=false", "faults", Resource.Endpoint);
        _disposables.Add(worker);
        return worker;
    }

    private protected NetworkProxy StartProxy()
    {
        var proxy = new NetworkProxy(Server.Port);
        _disposables.Add(proxy);
        return proxy;
    }

    private protected async Task<long> ReadAsync(string key) => (long)await _resource!.GetDatabase().StringGetAsync(key);

    /// <summary>The tokens that the resource accepted, in the order in which it first saw them.</summary>
    private protected async Task<long[]> FencesAsync(string key) => [.. (await _resource!.GetDatabase().ListRangeAsync($"{key}:fences")).Select(fence => (long)fence)];

    private protected static Task DelayAsync(TimeSpan span) => Task.Delay(span, TimeProvider.System, TestContext.Current.CancellationToken);
}
