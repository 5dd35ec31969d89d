using System.Globalization;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Benchmarks.Measuring;
using PluginSdk.Wire;
using StackExchange.Redis;

namespace PluginSdk.Benchmarks.Cache;

/// <summary>Reads that the shared tier answers, and what nodes say to each other. Wants a redis-server.</summary>
internal static class SharedFigures
{
    private const int Keys = 128;
    private const string Ours = "ours";
    private const string Raw = "raw";
    private const string Hybrid = "HybridCache";

    /// <summary>With a bound of nothing each read asks the shared tier.</summary>
    private static readonly CacheSettings s_uncached = new() { MaxStaleness = TimeSpan.Zero };

    public static async Task MeasureAsync(BenchmarkReport report)
    {
        if (!report.Wants("shared") && !report.Wants("coalesced") && !report.Wants("many") && !report.Wants("invalidation") && !report.Wants("stampede"))
            return;
        await using var redis = await LocalRedis.StartAsync();
        if (redis is null)
        {
            Console.Error.WriteLine("redis-server is not on the PATH; the cache's figures with a shared tier are left out.");
            return;
        }

        await using var one = await CacheNode.StartAsync(redis, "one");
        await using var two = await CacheNode.StartAsync(redis, "two");
        if (report.Wants("shared") || report.Wants("coalesced") || report.Wants("many"))
            await MeasureReadsAsync(report, redis, one);
        if (report.Wants("invalidation"))
            await MeasureInvalidationAsync(report, redis, one, two);
        if (report.Wants("stampede"))
            await MeasureStampedeAsync(report, redis);
    }

    private static async Task MeasureReadsAsync(BenchmarkReport report, LocalRedis redis, CacheNode node)
    {
        var cache = node.Cache("uncached", WireCodecs.Int32, s_uncached);
        var database = redis.Connection.GetDatabase();
        var codec = WireCodecs.Of<CachedReport>();
        var collection = new ServiceCollection();
        collection.AddStackExchangeRedisCache(options => options.Configuration = redis.Endpoint);
        collection.AddHybridCache();
        await using var services = collection.BuildServiceProvider();
        var hybrid = services.GetRequiredService<HybridCache>();
        var onlyShared = new HybridCacheEntryOptions { Flags = HybridCacheEntryFlags.DisableLocalCache };
        var names = Enumerable.Range(0, Keys).Select(key => string.Create(CultureInfo.InvariantCulture, $"report:{key:000000}")).ToArray();
        for (var key = 0; key < Keys; key++)
        {
            await cache.PutAsync(key, CachedReport.Of(key));
            await database.StringSetAsync(names[key], WireSerializer.Serialize(codec, CachedReport.Of(key)));
            await hybrid.SetAsync(names[key], CachedReport.Of(key), onlyShared);
        }

        async Task<CachedReport> ReadRawAsync(int key) => WireSerializer.Deserialize(codec, (ReadOnlyMemory<byte>)await database.StringGetAsync(names[key]));
        Task<CachedReport> ReadHybridAsync(int key) => hybrid.GetOrCreateAsync(names[key], key, static (id, _) => ValueTask.FromResult(CachedReport.Of(id)), onlyShared).AsTask();
        Task<CachedReport> ReadOursAsync(int key) => cache.GetAsync(key, static (id, _) => throw new InvalidOperationException($"{id} must be there")).AsTask();

        if (report.Wants("shared"))
        {
            var reads = await AsyncTurns.MeasureAsync(300, (Ours, count => OneByOneAsync(count, ReadOursAsync)), (Raw, count => OneByOneAsync(count, ReadRawAsync)), (Hybrid, count => OneByOneAsync(count, ReadHybridAsync)));
            report.Add("shared-hit", reads.Median(Ours), Raw, reads.Median(Raw), 1.1, reads.Ratio(Ours, Raw));
            report.Add("shared-hit", reads.Median(Ours), Hybrid, reads.Median(Hybrid), 1, reads.Ratio(Ours, Hybrid));
            report.Add("shared-hit-bytes", reads.Bytes(Ours), Raw, reads.Bytes(Raw));
            report.Add("shared-hit-bytes", reads.Bytes(Ours), Hybrid, reads.Bytes(Hybrid), 0.5);
        }

        if (report.Wants("coalesced"))
        {
            // A near cache without room, so that each read that is not coalesced asks the shared tier.
            var roomless = node.Cache("roomless", WireCodecs.Int32, new CacheSettings { MaxBytes = 1 });
            await roomless.PutAsync(7, CachedReport.Of(7));
            Task<CachedReport> ReadRoomlessAsync(int key) => roomless.GetAsync(key, static (id, _) => throw new InvalidOperationException($"{id} must be there")).AsTask();
            var together = await AsyncTurns.MeasureAsync(6400, (Ours, count => TogetherAsync(count, ReadRoomlessAsync)), (Raw, count => TogetherAsync(count, ReadRawAsync)), (Hybrid, count => TogetherAsync(count, ReadHybridAsync)));
            report.Add("coalesced-64", together.Median(Ours), Hybrid, together.Median(Hybrid), 1, together.Ratio(Ours, Hybrid));
            report.Add("coalesced-64", together.Median(Ours), Raw, together.Median(Raw), null, together.Ratio(Ours, Raw));
        }

        if (report.Wants("many"))
            await MeasureManyAsync(report, cache, database, codec, names);
    }

    private static async Task MeasureManyAsync(BenchmarkReport report, IClusterCache<int, CachedReport> cache, IDatabase database, IWireCodec<CachedReport> codec, string[] names)
    {
        var keys = Enumerable.Range(0, 100).ToArray();
        var redisKeys = keys.Select(key => (RedisKey)names[key]).ToArray();
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
                        found[keys[i]] = WireSerializer.Deserialize(codec, (ReadOnlyMemory<byte>)values[i]);
                }
            }));
        report.Add("many-100", measured.Median(Ours), "MGET", measured.Median(Raw), 1.3, measured.Ratio(Ours, Raw));
    }

    private static async Task MeasureInvalidationAsync(BenchmarkReport report, LocalRedis redis, CacheNode one, CacheNode two)
    {
        var sender = one.Cache("told", WireCodecs.Int32);
        var receiver = two.Cache("told", WireCodecs.Int32);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = receiver.Listen(_ => Volatile.Read(ref heard).TrySetResult());
        var database = redis.Connection.GetDatabase();
        await using var other = await ConnectionMultiplexer.ConnectAsync(redis.Endpoint);
        var channel = RedisChannel.Literal("benchmark");
        var queue = await other.GetSubscriber().SubscribeAsync(channel);
        queue.OnMessage(_ => Volatile.Read(ref heard).TrySetResult());
        var measured = await AsyncTurns.MeasureAsync(
            200,
            (Ours, async count =>
            {
                for (; count > 0; count--)
                {
                    Volatile.Write(ref heard, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                    await Task.WhenAll(sender.RemoveAsync(count).AsTask(), heard.Task);
                }
            }),
            (Raw, async count =>
            {
                for (; count > 0; count--)
                {
                    Volatile.Write(ref heard, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                    await Task.WhenAll(database.KeyDeleteAsync("benchmark:key"), database.PublishAsync(channel, count), heard.Task);
                }
            }));
        report.Add("invalidation", measured.Median(Ours), "DEL+PUBLISH", measured.Median(Raw), 1.3, measured.Ratio(Ours, Raw));
    }

    /// <summary>Four nodes, here in one process, with 250 callers each for one missing key.</summary>
    private static async Task MeasureStampedeAsync(BenchmarkReport report, LocalRedis redis)
    {
        var nodes = new List<CacheNode>();
        for (var i = 0; i < 4; i++)
            nodes.Add(await CacheNode.StartAsync(redis, $"stampede-{i}"));
        var loads = 0;
        var latencies = new List<double>();
        var loader = TimeSpan.FromMilliseconds(50);
        for (var round = 0; round < 10; round++)
        {
            var key = round;
            var caches = nodes.Select(node => node.Cache("stampede", WireCodecs.Int32, new CacheSettings { LoadOnce = LoadOnce.Cluster })).ToArray();
            var reads = caches.SelectMany(cache => Enumerable.Range(0, 250).Select(async _ =>
            {
                var start = TimeProvider.System.GetTimestamp();
                await cache.GetAsync(key, async (id, _) =>
                {
                    Interlocked.Increment(ref loads);
                    await Task.Delay(loader, CancellationToken.None);
                    return CachedReport.Of(id);
                });
                return TimeProvider.System.GetElapsedTime(start).TotalNanoseconds;
            }));
            latencies.AddRange(await Task.WhenAll(reads));
        }

        latencies.Sort();
        report.Add("stampede-p50", latencies[latencies.Count / 2], "loader", loader.TotalNanoseconds, 1.5);
        report.Add("stampede-loads", loads / 10.0, "one", 1, 1);
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

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
