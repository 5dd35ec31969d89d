using PluginSdk.Faults.Tests.Processes;

namespace PluginSdk.Faults.Tests.Locks;

/// <summary>Two processes of eight workers increment a counter under one lock, while something is done to their server.</summary>
public sealed class ContendedTests : FaultTest
{
    private const int Processes = 2, Workers = 8;
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(2);

    private static int Times => 10 * Trials.Count;

    [Fact]
    public Task Nothing_is_lost_and_tokens_grow() => CountWhileAsync(_ => Task.CompletedTask);

    [Fact]
    public Task Nothing_is_lost_while_connections_are_killed_again_and_again() => CountWhileAsync(async stillCounting =>
    {
        for (var i = 0; i < 50 && stillCounting(); i++)
        {
            await Server.ExecuteAsync("CLIENT", "KILL", "TYPE", i % 2 == 0 ? "normal" : "pubsub", "SKIPME", "yes");
            await DelayAsync(TimeSpan.FromMilliseconds(40));
        }
    });

    [Fact]
    public Task Nothing_is_lost_when_the_server_is_flushed() => CountWhileAsync(async _ =>
    {
        await DelayAsync(TimeSpan.FromMilliseconds(300));
        await Server.ExecuteAsync("FLUSHALL");
    });

    [Fact]
    public Task Nothing_is_lost_when_the_server_is_killed_and_comes_up_empty() => CountWhileAsync(async _ =>
    {
        await DelayAsync(TimeSpan.FromMilliseconds(300));
        await Server.RestartAsync();
    });

    private async Task CountWhileAsync(Func<Func<bool>, Task> attackAsync)
    {
        var name = NewName();
        var workers = await Task.WhenAll(Enumerable.Range(1, Processes).Select(i => StartWorkerAsync($"node-{i}")));
        var counting = workers.Select(worker => (Worker: worker, Id: worker.Send("count", name, s_lease.TotalMilliseconds, Workers, Times, 1))).ToArray();
        await attackAsync(() => !counting.All(one => one.Worker.HasHeard("counted", one.Id)));
        foreach (var (worker, id) in counting)
            Assert.Equal(Workers * Times, (await worker.HearsAsync("counted", id)).Number(0));

        Assert.Equal(Processes * Workers * Times, await ReadAsync(name));
        var fences = await FencesAsync(name);
        Assert.Equal(Processes * Workers * Times, fences.Length);
        Assert.Equal(fences.Order(), fences);
    }
}
