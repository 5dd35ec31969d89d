using PluginSdk.Faults.Tests.Processes;

namespace PluginSdk.Faults.Tests.Locks;

/// <summary>A server that keeps its data is killed and comes back.</summary>
public sealed class PersistentServerTests : FaultTest
{
    private protected override string[] ServerOptions => ["--appendonly", "yes", "--appendfsync", "always"];

    [Fact]
    public async Task A_holder_keeps_its_lock_when_the_server_comes_back_with_its_data()
    {
        var lease = TimeSpan.FromSeconds(15);
        var first = await StartWorkerAsync("node-1");
        var second = await StartWorkerAsync("node-2");
        for (var trial = 0; trial < Trials.Count; trial++)
        {
            var name = NewName();
            var (held, before) = await first.AcquireAsync(name, lease);
            await Server.RestartAsync();
            var (waiting, after) = (second.Send("acquire", name, lease.TotalMilliseconds, 3000), 0L);
            await second.HearsAsync("refused", waiting);
            Assert.False(first.HasHeard("lost", held));
            first.SendAs(held, "release");
            await first.HearsAsync("released", held);
            after = (await second.AcquireAsync(name, lease)).Answer.Number(0);
            Assert.True(after > before.Number(0));
        }
    }
}
