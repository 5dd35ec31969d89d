using System.Globalization;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Benchmarks.Measuring;
using PluginSdk.Wire;
using StackExchange.Redis;
using ZiggyCreatures.Caching.Fusion;

namespace PluginSdk.Benchmarks.Cache;

/// <summary>Reads that the shared tier answers.</summary>
internal static class SharedFigures
{
    private const int Keys = 128;
    private const string Ours = "ours";
    private const string Raw = "raw";
    private const string Hybrid = "HybridCache";
    private const string Fusion = "FusionCache";

    private static readonly IWireCodec<CachedReport> s_codec = WireCodecs.Of<CachedReport>();
    private static readonly string[] s_names = [.. Enumerable.Range(0, Keys).Select(key => string.Create(CultureInfo.InvariantCulture, $"report:{key:000000}"))];

    /// <summary>With a bound of nothing each read asks the shared tier.</summary>
    private static readonly CacheSettings s_uncached = new() { MaxStaleness = TimeSpan.Zero };

    public static async Task MeasureAsync(BenchmarkReport report, LocalRedis redis)
    {
        await using var node = await CacheNode.StartAsync(redis, "one");
        var cache = node.Cache("uncached", WireCodecs.Int32, s_uncached);
        var database = redis.Connection.GetDatabase();
        for (var key = 0; key < Keys; key++)
        {
            await cache.PutAsync(key, CachedReport.Of(key));
            await database.StringSetAsync(s_names[key], WireSerializer.Serialize(s_codec, CachedReport.Of(key)));
        }

        await using var peers = Peers(redis);
        var hybrid = peers.GetRequiredService<HybridCache>();
        if (report.Wants("shared"))
            await MeasureHitsAsync(report, cache, database, hybrid, peers.GetRequiredService<IFusionCache>());
        if (report.Wants("coalesced"))
            await MeasureCoalescedAsync(report, node, database, hybrid);
        if (report.Wants("many"))
            await MeasureManyAsync(report, cache, database);
    }

    private static async Task MeasureHitsAsync(BenchmarkReport report, IClusterCache<int, CachedReport> cache, IDatabase database, HybridCache hybrid, IFusionCache fusion)
    {
        var hybridShared = new HybridCacheEntryOptions { Flags = HybridCacheEntryFlags.DisableLocalCache };
        var fusionShared = new FusionCacheEntryOptions { Duration = TimeSpan.FromHours(1), SkipMemoryCacheRead = true, SkipMemoryCacheWrite = true };
        for (var key = 0; key < Keys; key++)
        {
            await hybrid.SetAsync(s_names[key], CachedReport.Of(key), hybridShared);
            await fusion.SetAsync(s_names[key], CachedReport.Of(key), fusionShared);
        }

        var reads = await AsyncTurns.MeasureAsync(
            300,
            (Ours, count => OneByOneAsync(count, key => cache.GetAsync(key, Missing<int>).AsTask())),
            (Raw, count => OneByOneAsync(count, key => ReadRawAsync(database, key))),
            (Hybrid, count => OneByOneAsync(count, key => ReadHybridAsync(hybrid, key, hybridShared))),
            (Fusion, count => OneByOneAsync(count, key => fusion.GetOrSetAsync<CachedReport>(s_names[key], (_, _) => Task.FromResult(CachedReport.Of(key)), fusionShared).AsTask())));
        report.Add("shared-hit", reads.Median(Ours), Raw, reads.Median(Raw), 1.1, reads.Ratio(Ours, Raw));
        report.Add("shared-hit", reads.Median(Ours), Hybrid, reads.Median(Hybrid), 1, reads.Ratio(Ours, Hybrid));
        report.Add("shared-hit", reads.Median(Ours), Fusion, reads.Median(Fusion), 1, reads.Ratio(Ours, Fusion));
        report.Add("shared-hit-bytes", reads.Bytes(Ours), Raw, reads.Bytes(Raw));
        report.Add("shared-hit-bytes", reads.Bytes(Ours), Hybrid, reads.Bytes(Hybrid), 0.5);
        report.Add("shared-hit-bytes", reads.Bytes(Ours), Fusion, reads.Bytes(Fusion), 0.5);
    }

    private static async Task MeasureCoalescedAsync(BenchmarkReport report, CacheNode node, IDatabase database, HybridCache hybrid)
    {
        // A near cache without room, so that each read that is not coalesced asks the shared tier.
        var roomless = node.Cache("roomless", WireCodecs.Int32, new CacheSettings { MaxBytes = 1 });
        await roomless.PutAsync(7, CachedReport.Of(7));
        var onlyShared = new HybridCacheEntryOptions { Flags = HybridCacheEntryFlags.DisableLocalCache };
        await hybrid.SetAsync(s_names[7], CachedReport.Of(7), onlyShared);
        var together = await AsyncTurns.MeasureAsync(
            6400,
            (Ours, count => TogetherAsync(count, key => roomless.GetAsync(key, Missing<int>).AsTask())),
            (Raw, count => TogetherAsync(count, key => ReadRawAsync(database, key))),
            (Hybrid, count => TogetherAsync(count, key => ReadHybridAsync(hybrid, key, onlyShared))));
        report.Add("coalesced-64", together.Median(Ours), Hybrid, together.Median(Hybrid), 1, together.Ratio(Ours, Hybrid));
        report.Add("coalesced-64", together.Median(Ours), Raw, together.Median(Raw), null, together.Ratio(Ours, Raw));
    }

    private static async Task MeasureManyAsync(BenchmarkReport report, IClusterCache<int, CachedReport> cache, IDatabase database)
    {
        var keys = Enumerable.Range(0, 100).ToArray();
        var redisKeys = keys.Select(key => (RedisKey)s_names[key]).ToArray();
        var measured = await AsyncTurns.MeasureAsync(
            100,
            (Ours, async count =>
            {
                for (; count > 0; count--)
                    await cache.GetManyIfPresentAsync(keys);
            }),
            (Raw, async count =>
            {
                for (; count > 0; count--)
                {
                    var values = await database.StringGetAsync(redisKeys);
                    var found = new Dictionary<int, CachedReport>(values.Length);
                    for (var i = 0; i < values.Length; i++)
                        found[keys[i]] = WireSerializer.Deserialize(s_codec, (ReadOnlyMemory<byte>)values[i]);
                }
            }));
        report.Add("many-100", measured.Median(Ours), "MGET", measured.Median(Raw), 1.3, measured.Ratio(Ours, Raw));
    }

    /// <summary>HybridCache and FusionCache over the same server, as their documentation sets them up.</summary>
    private static ServiceProvider Peers(LocalRedis redis)
    {
        var collection = new ServiceCollection();
        collection.AddStackExchangeRedisCache(options => options.Configuration = redis.Endpoint);
        collection.AddHybridCache();
        collection.AddFusionCache().WithRegisteredDistributedCache().WithSystemTextJsonSerializer();
        return collection.BuildServiceProvider();
    }

    private static async Task<CachedReport> ReadRawAsync(IDatabase database, int key) =>
        WireSerializer.Deserialize(s_codec, (ReadOnlyMemory<byte>)await database.StringGetAsync(s_names[key]));

    private static Task<CachedReport> ReadHybridAsync(HybridCache hybrid, int key, HybridCacheEntryOptions options) =>
        hybrid.GetOrCreateAsync(s_names[key], key, static (id, _) => ValueTask.FromResult(CachedReport.Of(id)), options).AsTask();

    private static ValueTask<CachedReport> Missing<TKey>(TKey key, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{key} must be there");

    private static async Task OneByOneAsync(int count, Func<int, Task<CachedReport>> read)
    {
        for (; count > 0; count--)
            await read(count & (Keys - 1));
    }

    private static Task TogetherAsync(int count, Func<int, Task<CachedReport>> read) => Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
    {
        await Task.Yield();
        for (var i = count / 64; i > 0; i--)
            await read(7);
    }));
}
