using PluginSdk.Benchmarks.Measuring;
using PluginSdk.Wire;
using StackExchange.Redis;

namespace PluginSdk.Benchmarks.Cache;

/// <summary>From the removal on one node until it is done there and another node has applied it.</summary>
internal static class InvalidationFigures
{
    public static async Task MeasureAsync(BenchmarkReport report, LocalRedis redis)
    {
        await using var one = await CacheNode.StartAsync(redis, "one");
        await using var two = await CacheNode.StartAsync(redis, "two");
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
            ("ours", async count =>
            {
                for (; count > 0; count--)
                {
                    Volatile.Write(ref heard, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                    await Task.WhenAll(sender.RemoveAsync(count).AsTask(), heard.Task);
                }
            }),
            ("raw", async count =>
            {
                for (; count > 0; count--)
                {
                    Volatile.Write(ref heard, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                    await Task.WhenAll(database.KeyDeleteAsync("benchmark:key"), database.PublishAsync(channel, count), heard.Task);
                }
            }));
        report.Add("invalidation", measured.Median("ours"), "DEL+PUBLISH", measured.Median("raw"), 1.3, measured.Ratio("ours", "raw"));
    }
}
