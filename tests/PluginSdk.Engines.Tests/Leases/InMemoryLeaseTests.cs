using Microsoft.Extensions.Time.Testing;
using PluginSdk.Runtime.Engine;
using PluginSdk.Runtime.InMemory;

namespace PluginSdk.Engines.Tests.Leases;

public sealed class InMemoryLeaseTests(InMemoryFixture fixture) : LeaseConformance(fixture)
{
    [Fact]
    public async Task After_it_came_up_empty_nothing_is_granted_for_the_longest_lease_and_tokens_still_grow()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        var leases = new InMemoryLeaseStore(time, new InMemoryTokens(time));
        var before = await leases.TryAcquireAsync(new LeaseRequest("a", "one", TimeSpan.FromSeconds(20)), Cancel);
        leases.LoseData();

        Assert.False(await leases.RenewAsync("a", "one", before.FencingToken, TimeSpan.FromSeconds(20), Cancel));
        var refused = await leases.TryAcquireAsync(new LeaseRequest("a", "two", TimeSpan.FromSeconds(20)), Cancel);
        Assert.False(refused.Granted);
        Assert.Equal(TimeSpan.FromSeconds(20), refused.RetryAfter);

        time.Advance(TimeSpan.FromSeconds(20));
        var granted = await leases.TryAcquireAsync(new LeaseRequest("a", "two", TimeSpan.FromSeconds(20)), Cancel);
        Assert.True(granted.Granted);
        Assert.True(granted.FencingToken > before.FencingToken);
    }

    [Fact]
    public async Task Tokens_grow_although_the_engines_wall_clock_went_back()
    {
        var time = new SteppedTime(DateTimeOffset.UnixEpoch.AddYears(50));
        var leases = new InMemoryLeaseStore(time, new InMemoryTokens(time));
        var before = await leases.TryAcquireAsync(new LeaseRequest("a", "one", Long), Cancel);
        time.Now -= TimeSpan.FromDays(1);
        var after = await leases.TryAcquireAsync(new LeaseRequest("b", "one", Long), Cancel);
        Assert.True(after.FencingToken > before.FencingToken);
    }

    private sealed class SteppedTime(DateTimeOffset start) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
