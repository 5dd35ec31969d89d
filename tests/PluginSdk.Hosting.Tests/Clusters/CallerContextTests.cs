using PluginSdk.Hosting.Tests.Hosts;
using PluginSdk.Testing;

namespace PluginSdk.Hosting.Tests.Clusters;

/// <summary>An application with a user interface calls a plugin: nothing of the runtime comes back to its thread.</summary>
public sealed class CallerContextTests
{
    public static TheoryData<string> Edges => [.. s_edges.Keys];

    private static readonly Dictionary<string, Func<ICluster, IClusterCache<int, int>, CountingContext, Task>> s_edges = new()
    {
        ["cache get"] = async (_, cache, _) => await Plain(cache.GetAsync(1)).ConfigureAwait(false),
        ["cache get with loader"] = async (_, cache, _) => await Plain(cache.GetAsync(2, static (key, _) => new ValueTask<int>(key))).ConfigureAwait(false),
        ["cache get if present"] = async (_, cache, _) => await Plain(cache.GetIfPresentAsync(3)).ConfigureAwait(false),
        ["cache put"] = async (_, cache, _) => await Plain(cache.PutAsync(4, 4)).ConfigureAwait(false),
        ["cache remove"] = async (_, cache, _) => await Plain(cache.RemoveAsync(5)).ConfigureAwait(false),
        ["cache remove all"] = async (_, cache, _) => await Plain(cache.RemoveAllAsync()).ConfigureAwait(false),
        ["cache contains"] = async (_, cache, _) => await Plain(cache.ContainsAsync(6)).ConfigureAwait(false),
        ["cache get many"] = async (_, cache, _) => await Plain(cache.GetManyAsync([7, 8])).ConfigureAwait(false),
        ["cache get many with loader"] = async (_, cache, _) => await Plain(cache.GetManyAsync([9, 10], static (keys, _) => new ValueTask<IReadOnlyDictionary<int, int>>(keys.ToDictionary(key => key)))).ConfigureAwait(false),
        ["cache get many if present"] = async (_, cache, _) => await Plain(cache.GetManyIfPresentAsync([11, 12])).ConfigureAwait(false),
        ["cache put if absent"] = async (_, cache, _) => await Plain(cache.PutIfAbsentAsync(13, 13)).ConfigureAwait(false),
        ["cache replace"] = async (_, cache, _) => await Plain(cache.ReplaceAsync(14, 14)).ConfigureAwait(false),
        ["cache replace equal"] = async (_, cache, _) => await Plain(cache.ReplaceAsync(15, 1, 2)).ConfigureAwait(false),
        ["cache remove if equal"] = async (_, cache, _) => await Plain(cache.RemoveIfEqualAsync(16, 1)).ConfigureAwait(false),
        ["cache remove and confirm"] = async (_, cache, _) => await Plain(cache.RemoveAsync(17, TimeSpan.FromSeconds(1))).ConfigureAwait(false),
        ["cache remove many"] = async (_, cache, _) => await Plain(cache.RemoveManyAsync([18, 19])).ConfigureAwait(false),
        ["cache remove by tag"] = async (_, cache, _) => await Plain(cache.RemoveByTagAsync("tag")).ConfigureAwait(false),
        ["lock try"] = async (cluster, _, context) => await Release(context, await Plain(cluster.Locks.Get("a").TryAcquireAsync()).ConfigureAwait(false)).ConfigureAwait(false),
        ["lock try for a time"] = async (cluster, _, context) => await Release(context, await Plain(cluster.Locks.Get("b").TryAcquireAsync(TimeSpan.FromSeconds(1))).ConfigureAwait(false)).ConfigureAwait(false),
        ["lock"] = async (cluster, _, context) => await Release(context, await Plain(cluster.Locks.Get("c").AcquireAsync()).ConfigureAwait(false)).ConfigureAwait(false),
        ["lock within a time"] = async (cluster, _, context) => await Release(context, await Plain(cluster.Locks.Get("d").AcquireAsync(TimeSpan.FromSeconds(1))).ConfigureAwait(false)).ConfigureAwait(false),
        ["lock is held"] = async (cluster, _, _) => await Plain(cluster.Locks.Get("e").IsHeldAsync()).ConfigureAwait(false),
        ["event publish"] = async (cluster, _, _) => await Plain(cluster.Events.PublishAsync(NumbersPlugin.Numbers.Counted, 1)).ConfigureAwait(false),
        ["job trigger"] = async (cluster, _, _) => await cluster.Jobs.TriggerAsync("count").ConfigureAwait(false),
    };

    [Theory]
    [MemberData(nameof(Edges))]
    public async Task A_public_edge_leaves_its_callers_context(string edge)
    {
        await using var cluster = await TestCluster.StartAsync<NumbersPlugin>(2, cancellationToken: TestContext.Current.CancellationToken);
        var node = cluster[0];
        var cache = node.Get<NumbersPlugin.Numbers>().Cached;
        var userInterface = new CountingContext();

        await cluster.WhileTimePassesAsync(() => CallUnder(userInterface, () => s_edges[edge](node.Cluster, cache, userInterface)), TestContext.Current.CancellationToken);

        Assert.Equal(0, userInterface.Posts);
    }

    private static Task CallUnder(SynchronizationContext context, Func<Task> call)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            return call();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    // The test's own awaits must not be what posts.
    private static async Task<T> Plain<T>(ValueTask<T> call) => await call.ConfigureAwait(false);

    private static async Task Plain(ValueTask call) => await call.ConfigureAwait(false);

    /// <summary>Under the same context again, since the lease's end is an edge too.</summary>
    private static Task Release(CountingContext context, ClusterLockLease? lease)
    {
        Assert.NotNull(lease);
        return CallUnder(context, () => lease.DisposeAsync().AsTask());
    }

    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            base.Post(d, state);
        }
    }
}
