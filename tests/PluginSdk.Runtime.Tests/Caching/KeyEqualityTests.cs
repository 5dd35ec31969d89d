using PluginSdk.Testing.Simulation;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Tests.Caching;

/// <summary>Keys that are equal are one key in both tiers, whatever else they say.</summary>
public sealed class KeyEqualityTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_decimal_is_the_same_with_zeros_at_its_end() => Removes(WireCodecs.Decimal, 1.00m, 1.0m);

    [Fact]
    public void A_moment_is_the_same_in_every_zone() => Removes(WireCodecs.DateTimeOffset, s_noon, s_noon.ToOffset(TimeSpan.FromHours(1)));

    [Fact]
    public void A_date_and_time_is_the_same_of_every_kind() =>
        Removes(WireCodecs.DateTime, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified));

    [Fact]
    public void Zero_has_no_sign()
    {
        Removes(WireCodecs.Double, 0.0, -0.0);
        Removes(WireCodecs.Single, 0f, -0f);
    }

    [Fact]
    public void Other_numbers_stay_what_they_are() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var caches = cluster[0].Member.CreatePlugin("acme.tests").Cluster.Caches;
        var decimals = caches.Get(new CacheDefinition<decimal, int>("decimals", WireCodecs.Decimal, WireCodecs.Int32, new CacheSettings()));
        decimal[] keys = [decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m, -1.5m, 0m];
        await cluster[0].RunAsync(async () =>
        {
            foreach (var (index, key) in keys.Index())
                await decimals.PutAsync(key, index);
            foreach (var (index, key) in keys.Index())
                Assert.Equal(index, (await decimals.GetIfPresentAsync(key)).Value);
        });
    });

    private static void Removes<TKey>(IWireCodec<TKey> codec, TKey key, TKey same)
        where TKey : notnull => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var cache = cluster[0].Member.CreatePlugin("acme.tests").Cluster.Caches.Get(new CacheDefinition<TKey, int>("keys", codec, WireCodecs.Int32, new CacheSettings()));
        await cluster[0].RunAsync(async () =>
        {
            Assert.Equal(1, await cache.GetAsync(key, (_, _) => ValueTask.FromResult(1)));
            await cache.RemoveAsync(same);
            Assert.Equal(2, await cache.GetAsync(key, (_, _) => ValueTask.FromResult(2)));
        });
    });
}
