using System.Diagnostics;
using StackExchange.Redis;

namespace PluginSdk.Engines.Tests.Caching;

/// <summary>What Redis and the way to it may do to a cache.</summary>
public sealed class RedisCacheFaultTests
{
    private const int Keys = 4;
    private static readonly TimeSpan s_bound = TimeSpan.FromMilliseconds(500);
    private static readonly CacheSettings s_settings = new() { MaxStaleness = s_bound };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("pubsub")]
    [InlineData("normal")]
    public async Task Connections_that_are_killed_let_no_node_read_what_was_removed_past_the_bound(string type)
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var nodes = await CachingNode.StartAsync(cluster, 3, s_settings);
        var source = new VersionedSource(Keys);
        var model = new StalenessModel(Keys, nodes.Length, s_bound);
        for (var round = 0; round < 15; round++)
        {
            foreach (var node in nodes)
                await node.GetAsync(1, source);
            var version = source.Change(1);
            var kill = server.ExecuteAsync("CLIENT", "KILL", "TYPE", type, "SKIPME", "yes");
            var writer = round % nodes.Length;
            try
            {
                await nodes[writer].Cache.RemoveAsync(1, Cancel);
                model.Invalidated(writer, 1, version);
            }
            catch (ClusterUnavailableException)
            {
                // Then nothing was promised.
            }

            await kill;
            for (var read = 0; read < 60; read++)
                await ReadAllAsync(nodes, source, model);
        }

        await ConvergeAsync(nodes, source);
        await StopAsync(nodes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_restarts_empty_or_with_its_data_lets_no_node_read_what_was_removed(bool keepsData)
    {
        await using var server = keepsData
            ? await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "always")
            : await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var nodes = await CachingNode.StartAsync(cluster, 3, s_settings);
        var source = new VersionedSource(Keys);
        var model = new StalenessModel(Keys, nodes.Length, s_bound);
        for (var round = 0; round < 2; round++)
        {
            foreach (var node in nodes)
                await node.GetAsync(1, source);
            var before = source.Change(1);
            await nodes[0].Cache.RemoveAsync(1, Cancel);
            model.Invalidated(0, 1, before);
            await server.RestartAsync();
            var after = source.Change(1);
            await Eventually.BecomesTrueAsync(() => TryRemoveAsync(nodes[1]), "a removal succeeds again");
            model.Invalidated(1, 1, after);
            for (var read = 0; read < 100; read++)
                await ReadAllAsync(nodes, source, model);
        }

        await ConvergeAsync(nodes, source);
        await StopAsync(nodes);
    }

    [Fact]
    public async Task A_server_that_is_stopped_leaves_hits_within_the_bound_and_then_the_loader_and_the_nodes_recover()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var nodes = await CachingNode.StartAsync(cluster, 2, s_settings);
        var source = new VersionedSource(Keys);
        await nodes[0].GetAsync(1, source);
        var pid = (string)(await server.ExecuteAsync("INFO", "server"))!;
        var process = int.Parse(pid.Split('\n').First(line => line.StartsWith("process_id:", StringComparison.Ordinal)).Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        Signal(process, "STOP");
        try
        {
            source.Change(1);
            await Eventually.BecomesTrueAsync(async () => await nodes[0].GetAsync(1, source) == 1, "the loader is asked once the bound has passed");
        }
        finally
        {
            Signal(process, "CONT");
        }

        await Eventually.BecomesTrueAsync(() => TryRemoveAsync(nodes[0]), "a removal succeeds again");
        await ConvergeAsync(nodes, source);
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                var loads = source.Loads;
                await nodes[0].GetAsync(2, source);
                await nodes[1].GetAsync(2, source);
                return source.Loads == loads;
            },
            "both nodes share what one has loaded");
        await StopAsync(nodes);
    }

    [Theory]
    [InlineData("cache")]
    [InlineData("value")]
    public async Task A_load_whose_generation_or_ticket_was_evicted_is_not_kept(string kind)
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var nodes = await CachingNode.StartAsync(cluster, 2, s_settings);
        var source = new VersionedSource(Keys);
        var reached = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        source.AfterRead = () =>
        {
            reached.TrySetResult();
            return released.Task;
        };
        var late = nodes[0].GetAsync(1, source);
        await reached.Task.WaitAsync(Cancel);
        source.AfterRead = () => Task.CompletedTask;
        var keys = (RedisKey[])(await server.ExecuteAsync("KEYS", $"psdk:*:{kind}:*"))!;
        Assert.NotEmpty(keys);
        foreach (var key in keys)
            await server.ExecuteAsync("DEL", key);
        source.Change(1);
        released.SetResult();
        await late;
        Assert.Equal(1, await nodes[1].GetAsync(1, source));
        Assert.Equal(1, await nodes[0].GetAsync(1, source));
        await StopAsync(nodes);
    }

    private static async Task ReadAllAsync(CachingNode[] nodes, VersionedSource source, StalenessModel model)
    {
        for (var node = 0; node < nodes.Length; node++)
        {
            var least = model.LeastVersion(node, 1);
            var read = await nodes[node].GetAsync(1, source);
            Assert.True(read >= least, $"node {node} read version {read}, and {least} was due");
        }
    }

    private static async ValueTask<bool> TryRemoveAsync(CachingNode node)
    {
        try
        {
            await node.Cache.RemoveAsync(1, Cancel);
            return true;
        }
        catch (ClusterUnavailableException)
        {
            return false;
        }
    }

    private static async Task ConvergeAsync(CachingNode[] nodes, VersionedSource source)
    {
        var version = source.Change(1);
        await Eventually.BecomesTrueAsync(() => TryRemoveAsync(nodes[0]), "a removal succeeds");
        foreach (var node in nodes)
            await Eventually.BecomesTrueAsync(async () => await node.GetAsync(1, source) == version, "every node reads the newest value");
    }

    private static async Task StopAsync(CachingNode[] nodes)
    {
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    private static void Signal(int process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        kill.WaitForExit();
    }
}
