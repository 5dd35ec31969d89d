using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Records;

public sealed class RedisRecordStoreTests(RedisFixture fixture) : RecordStoreConformance(fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_grow_when_the_server_comes_up_empty()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var records = (await cluster.ConnectAsync()).Records;
        var before = await records.CompareAndSetAsync("jobs", "a", 0, "1"u8.ToArray(), null, Cancel);

        await server.RestartAsync();
        CompareAndSetResult after = default;
        await Eventually.BecomesTrueAsync(async () =>
        {
            try
            {
                after = await records.CompareAndSetAsync("jobs", "a", 0, "2"u8.ToArray(), null, Cancel);
                return true;
            }
            catch (EngineUnavailableException)
            {
                return false;
            }
        }, "the server answers again");

        Assert.True(after.Succeeded);
        Assert.True(after.Version > before.Version);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_said_so()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var records = (await cluster.ConnectAsync()).Records;
        server.Kill();
        var e = await Assert.ThrowsAsync<EngineUnavailableException>(async () => await records.GetAsync("jobs", "a", Cancel));
        Assert.Contains(server.Endpoint, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_that_nobody_touches_any_more_leaves_the_server()
    {
        var server = await fixture.GetServerAsync();
        await using var cluster = server.CreateCluster();
        var records = (await cluster.ConnectAsync()).Records;
        await records.CompareAndSetAsync("jobs", "a", 0, "1"u8.ToArray(), TimeSpan.FromMilliseconds(20), Cancel);
        await Eventually.BecomesTrueAsync(
            async () => ((string[])(await server.ExecuteAsync("KEYS", $"*{cluster.Name}*"))!).All(key => key.EndsWith("record-version", StringComparison.Ordinal)),
            "only the version counter is left");
    }

    [Fact]
    public async Task Expired_records_of_a_collection_that_nobody_lists_are_swept_by_writes()
    {
        var server = await fixture.GetServerAsync();
        await using var cluster = server.CreateCluster();
        var records = (await cluster.ConnectAsync()).Records;
        await records.CompareAndSetAsync("jobs", "stays", 0, "1"u8.ToArray(), null, Cancel);
        for (var i = 0; i < 40; i++)
            await records.CompareAndSetAsync("jobs", $"short {i}", 0, "1"u8.ToArray(), TimeSpan.FromMilliseconds(1), Cancel);
        await Eventually.BecomesTrueAsync(async () =>
        {
            await records.CompareAndSetAsync("jobs", "short", 0, "1"u8.ToArray(), TimeSpan.FromMilliseconds(1), Cancel);
            return (int)await server.ExecuteAsync("HLEN", $"psdk:{{{cluster.Name}}}:record:jobs") <= 3;
        }, "what expired is gone from the hash");
    }
}
