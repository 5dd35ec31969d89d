using PluginSdk.Benchmarks.Cache;
using PluginSdk.Benchmarks.Measuring;
using StackExchange.Redis;

namespace PluginSdk.Benchmarks.Locks;

/// <summary>Acquire and release of a free lock, one after the other.</summary>
internal static class UncontendedFigures
{
    private const string ReleaseIfMine = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    public static async Task MeasureAsync(BenchmarkReport report, LocalRedis redis)
    {
        await using var node = await LockNode.StartAsync(redis, "node-1");
        var clusterLock = node.Locks.Get("free");
        var measured = await AsyncTurns.MeasureAsync(
            300,
            ("ours", async operations =>
            {
                for (var i = 0; i < operations; i++)
                {
                    await using var lease = await clusterLock.AcquireAsync();
                }
            }),
            ("SET NX PX + EVALSHA", operations => RawAsync(node.Database, operations)),
            ("DistributedLock", async operations =>
            {
                for (var i = 0; i < operations; i++)
                {
                    await using var handle = await node.AcquirePeersAsync("free-peer");
                }
            }));

        report.Add("uncontended ns", measured.Median("ours"), "SET NX PX + EVALSHA", measured.Median("SET NX PX + EVALSHA"), 1.1, measured.Ratio("ours", "SET NX PX + EVALSHA"));
        report.Add("uncontended ns", measured.Median("ours"), "DistributedLock", measured.Median("DistributedLock"), null, measured.Ratio("ours", "DistributedLock"));
        report.Add("uncontended bytes", measured.Bytes("ours"), "limit", 1536, 1);
        report.Add("uncontended bytes", measured.Bytes("ours"), "SET NX PX + EVALSHA", measured.Bytes("SET NX PX + EVALSHA"));
        report.Add("uncontended bytes", measured.Bytes("ours"), "DistributedLock", measured.Bytes("DistributedLock"));
    }

    private static async Task RawAsync(IDatabase database, int operations)
    {
        RedisKey[] keys = ["raw"];
        for (var i = 0; i < operations; i++)
        {
            RedisValue owner = $"owner-{i}";
            if (!await database.StringSetAsync(keys[0], owner, TimeSpan.FromSeconds(15), When.NotExists))
                throw new InvalidOperationException("The raw lock is held.");
            await database.ScriptEvaluateAsync(ReleaseIfMine, keys, [owner]);
        }
    }
}
