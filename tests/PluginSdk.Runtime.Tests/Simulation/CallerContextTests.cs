using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Simulation;

public sealed class CallerContextTests
{
    [Fact]
    public async Task A_foreign_context_is_left()
    {
        var foreign = new CountingContext();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(foreign);
        Task<SynchronizationContext?> edge;
        try
        {
            edge = EdgeAsync();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
        Assert.Null(await edge);
        Assert.Equal(0, foreign.Posts);
    }

    [Fact]
    public async Task A_foreign_scheduler_is_left()
    {
        var exclusive = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var scheduler = await await Task.Factory.StartNew(
            async () =>
            {
                await CallerContext.Leave();
                await Task.Yield();
                return TaskScheduler.Current;
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.None, exclusive);
        Assert.Same(TaskScheduler.Default, scheduler);
    }

    [Fact]
    public void The_pump_is_not_left() => SimulatedCluster.Run(seed: 1, async cluster =>
    {
        var context = await cluster[0].RunAsync(async () =>
        {
            var here = SynchronizationContext.Current;
            Assert.Same(here, await EdgeAsync());
            return here;
        });
        Assert.IsAssignableFrom<DeterministicContext>(context);
    });

    private static async Task<SynchronizationContext?> EdgeAsync()
    {
        await CallerContext.Leave();
        await Task.Yield();
        return SynchronizationContext.Current;
    }

    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => _posts;

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            base.Post(d, state);
        }
    }
}
