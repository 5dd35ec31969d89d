using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using PluginSdk.CompilerServices;
using PluginSdk.Redis;
using PluginSdk.Runtime;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Locks;

/// <summary>Locks on a majority of three independent Redis servers, some of which die; the engine is a fourth.</summary>
public sealed class QuorumLockTests(RedisFixture fixture) : IAsyncLifetime
{
    private static readonly LockSettings s_short = new() { Lease = TimeSpan.FromSeconds(1) };

    private readonly string _clusterName = $"test-{Guid.NewGuid():n}";
    private readonly List<RedisServer> _servers = [];
    private LockingNode _one = null!;
    private LockingNode _two = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        RedisServer.SkipWithout();
        for (var i = 0; i < 3; i++)
            _servers.Add(await RedisServer.StartAsync());
        _one = await LockingNode.StartAsync(await EngineAsync(), "one");
        _two = await LockingNode.StartAsync(await EngineAsync(), "two");
    }

    public async ValueTask DisposeAsync()
    {
        await (_one?.DisposeAsync() ?? default);
        await (_two?.DisposeAsync() ?? default);
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    [Fact]
    public async Task A_lock_has_one_holder_and_is_free_when_that_releases_it()
    {
        var clusterLock = _one.Locks.Get("a");
        await using (var lease = await clusterLock.AcquireAsync(Cancel))
        {
            Assert.True(lease.Remaining > TimeSpan.Zero);
            lease.ThrowIfLost();
            Assert.Null(await _two.Locks.Get("a").TryAcquireAsync(Cancel));
            Assert.True(await _two.Locks.Get("a").IsHeldAsync(Cancel));
            await Assert.ThrowsAsync<TimeoutException>(() => _two.Locks.Get("a").AcquireAsync(TimeSpan.FromMilliseconds(100), Cancel).AsTask());
            await Assert.ThrowsAsync<LockRecursionException>(async () => await clusterLock.AcquireAsync(Cancel));
        }

        await using var next = await _two.Locks.Get("a").TryAcquireAsync(TimeSpan.FromSeconds(20), Cancel);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task With_one_of_three_servers_dead_the_holder_stays_and_the_next_one_comes()
    {
        var lease = await _one.Locks.Get("b", s_short).AcquireAsync(Cancel);
        _servers[0].Kill();
        var waiting = _two.Locks.Get("b", s_short).AcquireAsync(Cancel).AsTask();
        // Three times the lease: it has been renewed on the two that live.
        await Assert.ThrowsAsync<TimeoutException>(() => waiting.WaitAsync(s_short.Lease * 3, TimeProvider.System, Cancel));
        lease.ThrowIfLost();
        Assert.True(await _two.Locks.Get("b").IsHeldAsync(Cancel));

        await lease.DisposeAsync();
        await using var next = await waiting.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancel);
        next.ThrowIfLost();
    }

    [Fact]
    public async Task With_two_of_three_servers_dead_the_holder_is_told_and_nobody_gets_the_lock()
    {
        var lease = await _one.Locks.Get("c", s_short).AcquireAsync(Cancel);
        _servers[0].Kill();
        _servers[2].Kill();
        await Eventually.BecomesTrueAsync(() => lease.Lost.IsCancellationRequested, "the holder is told");
        var lost = Assert.Throws<ClusterLockLostException>(lease.ThrowIfLost);
        Assert.Null(lost.FencingToken);
        Assert.Equal(TimeSpan.Zero, lease.Remaining);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => _two.Locks.Get("c").TryAcquireAsync(Cancel).AsTask());
        await Assert.ThrowsAsync<EngineUnavailableException>(() => _two.Locks.Get("c").TryAcquireAsync(TimeSpan.FromMilliseconds(300), Cancel).AsTask());
        await Assert.ThrowsAsync<EngineUnavailableException>(() => _two.Locks.Get("c").IsHeldAsync(Cancel).AsTask());
        await lease.DisposeAsync();

        await _servers[0].RestartAsync();
        await using var next = await _two.Locks.Get("c", s_short).TryAcquireAsync(TimeSpan.FromSeconds(25), Cancel);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task A_guarded_method_whose_lock_is_lost_says_so_without_a_token()
    {
        var lost = await Assert.ThrowsAsync<ClusterLockLostException>(() => GuardedCall.RunAsync(_one.Locks.Get("d", s_short), null, this, static async (test, _, cancellationToken) =>
        {
            test._servers[0].Kill();
            test._servers[1].Kill();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }, Cancel));
        Assert.Null(lost.FencingToken);
        Assert.IsType<OperationCanceledException>(lost.InnerException, exactMatch: false);
    }

    [Fact]
    public async Task There_is_no_fence_and_nothing_that_looks_like_one()
    {
        await using var lease = await _one.Locks.Get("e").AcquireAsync(Cancel);
        Assert.False(lease.IsFenced);
        Assert.Contains("UseQuorum", Assert.Throws<NotSupportedException>(() => lease.FencingToken).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_quorum_cannot_do_is_refused_by_name()
    {
        Assert.Throws<NotSupportedException>(() => _one.Locks.GetReaderWriter("g"));
        Assert.Throws<NotSupportedException>(() => _one.Locks.GetSemaphore("g", 2));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await _one.Locks.AcquireAllAsync([_one.Locks.Get("g")], Cancel));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await _one.Locks.Get("g").GetHoldersAsync(Cancel));
    }

    [Fact]
    public async Task A_plugin_that_asks_for_fences_does_not_start()
    {
        // This assembly reads FencingToken, above; the Redis engine's does not.
        Assert.True(FenceUse.IsIn(typeof(QuorumLockTests).Assembly));
        Assert.False(FenceUse.IsIn(typeof(RedisEngine).Assembly));

        await using var services = new ServiceCollection().BuildServiceProvider();
        var refused = await Assert.ThrowsAsync<NotSupportedException>(() => _one.Plugin.StartAsync(new FencingManifest(), services, Cancel));

        Assert.Contains("acme", refused.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(ClusterLockLease.FencingToken), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_keep_their_fences_because_they_never_stand_on_the_quorum()
    {
        foreach (var server in _servers)
            server.Kill();
        await using var services = new ServiceCollection().BuildServiceProvider();
        var runs = new ConcurrentQueue<JobRun>();
        // Its class is made at run time, in an assembly that asks for nothing.
        var manifest = DispatchProxy.Create<IPluginManifest, JobManifest>();
        ((JobManifest)manifest).Run = runs.Enqueue;
        await _one.Plugin.StartAsync(manifest, services, Cancel);
        await Eventually.BecomesTrueAsync(() => runs.Count >= 3, "three slots have run");
        Assert.All(runs, run => Assert.True(run.FencingToken > 0));
    }

    [Fact]
    public async Task What_a_plugin_holds_when_it_stops_is_lost_to_it_and_free_for_others()
    {
        var lease = await _one.Locks.Get("f").AcquireAsync(Cancel);
        await _one.Plugin.StopAsync();
        Assert.True(lease.Lost.IsCancellationRequested);
        Assert.NotNull(await _two.Locks.Get("f").TryAcquireAsync(TimeSpan.FromSeconds(20), Cancel));
    }

    [Fact]
    public void A_quorum_is_three_servers_at_least_each_named_once()
    {
        Assert.Throws<ArgumentException>(() => new RedisEngine(Options("a:1", "b:1")));
        Assert.Throws<ArgumentException>(() => new RedisEngine(Options("a:1", "b:1", "a:1")));
        Assert.Throws<ArgumentException>(() => new RedisEngine(Options("a:1,b:1", "c:1", "d:1")));
    }

    private static RedisEngineOptions Options(params string[] servers) => new() { Configuration = "localhost", QuorumServers = servers };

    private async Task<RedisEngine> EngineAsync() => new(new RedisEngineOptions
    {
        Configuration = (await fixture.GetServerAsync()).Endpoint,
        ClusterName = _clusterName,
        CommandTimeout = TimeSpan.FromSeconds(1),
        QuorumServers = [.. _servers.Select(server => $"{server.Endpoint},connectTimeout=1000,connectRetry=1")],
    });

    private sealed class FencingManifest : IPluginManifest
    {
        public string Key => "acme";

        public string DescriptorJson => "{}";

        public void ConfigureServices(IServiceCollection services)
        {
        }

        public void Register(IPluginRegistry registry) => Assert.Fail("the plugin was started");
    }

    public class JobManifest : DispatchProxy
    {
        public Action<JobRun> Run { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == nameof(IPluginManifest.Register))
            {
                ((IPluginRegistry)args![0]!).AddJob(new JobDefinition("tick", JobScope.Cluster, JobSchedule.Every(TimeSpan.FromMilliseconds(200)), (_, run, _) =>
                {
                    Run(run);
                    return Task.CompletedTask;
                }));
            }

            return null;
        }
    }
}
