using System.Security.Cryptography;
using PluginSdk.Runtime.Engine;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Simulation;

public sealed class FaultTests
{
    private static readonly byte[] s_blob = [1, 2, 3];
    private static readonly string s_hash = Convert.ToHexStringLower(SHA256.HashData(s_blob));

    [Fact]
    public void A_paused_node_does_nothing_until_it_resumes() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var node = cluster[1];
        var ticks = 0;
        await using var timer = node.Time.CreateTimer(_ => ticks++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await cluster.WaitUntilAsync(() => ticks == 2);
        node.Pause();
        await cluster.DelayAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(2, ticks);
        node.Resume();
        // What was missed comes once, as with a process that was stopped.
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(500));
        Assert.Equal(3, ticks);
    });

    [Fact]
    public void A_request_that_a_killed_node_had_sent_still_arrives() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var node = cluster[1];
        var sent = false;
        var answered = false;
        _ = node.RunAsync(async () =>
        {
            var put = node.Member.Engine.Blobs.PutAsync(s_blob, CancellationToken.None);
            sent = true;
            await put;
            answered = true;
        });
        while (!sent)
            await Task.Yield();
        node.Kill();
        await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        Assert.False(answered);
        Assert.NotNull(await cluster.Engine.Blobs.GetAsync(s_hash, CancellationToken.None));
    });

    [Fact]
    public void A_cut_node_cannot_tell_whether_its_request_was_done()
    {
        var done = new HashSet<bool>();
        SimulatedCluster.RunSeeds(40, async cluster =>
        {
            var node = cluster[0];
            var put = node.RunAsync(async () => await node.Member.Engine.Blobs.PutAsync(s_blob, CancellationToken.None));
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(1.5));
            node.Cut();
            try
            {
                await put;
            }
            catch (EngineUnavailableException)
            {
                done.Add(await cluster.Engine.Blobs.GetAsync(s_hash, CancellationToken.None) is not null);
            }
            node.Heal();
            Assert.Equal(s_hash, await node.RunAsync(async () => await node.Member.Engine.Blobs.PutAsync(s_blob, CancellationToken.None)));
        });
        Assert.Equal(2, done.Count);
    }

    [Fact]
    public void Requests_of_one_node_keep_their_order() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var order = new List<int>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => cluster[0].RunAsync(async () =>
        {
            await cluster[0].Member.Engine.Blobs.GetAsync(s_hash, CancellationToken.None);
            order.Add(i);
        })));
        Assert.Equal(order.Order(), order);
    });

    [Fact]
    public void A_wall_clock_may_be_wrong_and_the_monotonic_one_is_not() => SimulatedCluster.Run(seed: 1, async cluster =>
    {
        cluster[1].ClockSkew = TimeSpan.FromMinutes(5);
        await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromMinutes(5), cluster[1].Time.GetUtcNow() - cluster[0].Time.GetUtcNow());
        Assert.Equal(cluster[0].Time.GetTimestamp(), cluster[1].Time.GetTimestamp());
    });
}
