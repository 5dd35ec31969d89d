using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Diagnostics;

public sealed class LockUsageTests
{
    [Fact]
    public async Task PSDK044_two_locks_that_are_taken_in_both_orders()
    {
        var diagnostics = await AnalyzerTest.VerifyAsync("""
            public sealed partial class Stock(ICluster cluster)
            {
                public ICluster Cluster => cluster;

                [ClusterLock("order/{id}")]
                public partial Task OrderAsync(int id);

                private async Task OrderCoreAsync()
                {
                    await using var lease = await {|PSDK044:ShelfLock.AcquireAsync()|};
                }

                [ClusterLock("shelf")]
                public partial IClusterLock ShelfLock { get; }

                public async Task MoveAsync()
                {
                    await using (await ShelfLock.AcquireAsync())
                    {
                        await {|PSDK044:OrderAsync(1)|};
                    }

                    await OrderAsync(2);
                }
            }
            """);

        Assert.Contains("Stock.MoveAsync", diagnostics[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public Task PSDK044_is_silent_where_the_order_is_one() => AnalyzerTest.VerifySilentAsync("""
        public sealed partial class Stock(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterLock("order/{id}")]
            public partial Task OrderAsync(int id);

            private async Task OrderCoreAsync()
            {
                await using var lease = await ShelfLock.AcquireAsync();
            }

            [ClusterLock("shelf")]
            public partial IClusterLock ShelfLock { get; }

            public async Task MoveAsync()
            {
                await using (await ShelfLock.AcquireAsync())
                    await Task.Yield();
                await OrderAsync(2);
            }
        }
        """);

    [Fact]
    public Task PSDK047_a_core_method_that_is_called_without_its_lock() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Stock(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterLock("order/{id}")]
            public partial Task OrderAsync(int id);

            private async Task OrderCoreAsync(int id)
            {
                if (id > 0)
                    await OrderCoreAsync(id - 1);
                await Plain();
            }

            private Task Plain() => PlainCore();

            private Task PlainCore() => Task.CompletedTask;

            public Task AllAsync() => {|PSDK047:OrderCoreAsync(0)|};
        }
        """);

    [Fact]
    public Task PSDK048_a_lock_that_is_taken_while_it_is_held() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Stock(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterLock("order/{id}")]
            public partial Task OrderAsync(int id);

            private async Task OrderCoreAsync(int id)
            {
                await {|PSDK048:OrderAsync(id)|};
                await OrderAsync(id + 1);
            }

            [ClusterLock("shelf")]
            public partial IClusterLock ShelfLock { get; }

            public async Task MoveAsync()
            {
                await using var lease = await ShelfLock.AcquireAsync();
                await using var again = await {|PSDK048:ShelfLock.TryAcquireAsync()|};
            }

            [ClusterLock("count")]
            public partial Task<int> CountAsync();

            private async Task<int> CountCoreAsync() => 1 + await {|PSDK048:CountAsync()|};
        }
        """);

    [Fact]
    public Task PSDK049_outcomes_that_are_ignored() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Stock(ICluster cluster)
        {
            [ClusterLock("order/{id}")]
            public partial Task<ClusterLockResult> OrderAsync(int id);

            private Task OrderCoreAsync() => Task.CompletedTask;

            [ClusterLock("count")]
            public partial ValueTask<ClusterLockResult<int>> CountAsync();

            private Task<int> CountCoreAsync() => Task.FromResult(1);

            public async Task AllAsync()
            {
                await {|PSDK049:OrderAsync(1)|};
                _ = await {|PSDK049:CountAsync()|}.ConfigureAwait(false);
                await {|PSDK049:cluster.Locks.Get("import").AcquireAsync()|};
                var lease = await {|PSDK049:cluster.Locks.Get("export").TryAcquireAsync()|};
                if (lease is not null && lease != null)
                    Console.WriteLine(lease.FencingToken);
            }
        }
        """);

    [Fact]
    public Task PSDK049_is_silent_where_the_outcome_is_used() => AnalyzerTest.VerifySilentAsync("""
        public sealed partial class Stock(ICluster cluster)
        {
            private ClusterLockLease? _kept;

            [ClusterLock("order")]
            public partial Task<ClusterLockResult> OrderAsync();

            private Task OrderCoreAsync() => Task.FromResult(_kept);

            [ClusterLock("plain")]
            public partial Task PlainAsync();

            private Task PlainCoreAsync() => Task.CompletedTask;

            public async Task<bool> AllAsync(IClusterLock other)
            {
                await PlainAsync();
                if (!(await OrderAsync()).Acquired)
                    return false;
                await using var first = await other.AcquireAsync();
                await using (var second = await other.TryAcquireAsync())
                    await Task.Yield();
                var third = await other.TryAcquireAsync();
                try
                {
                    await Task.Yield();
                }
                finally
                {
                    if (third is not null)
                        await third.DisposeAsync();
                }

                var fourth = await other.AcquireAsync();
                await using (fourth)
                    await Task.Yield();
                var fifth = await other.AcquireAsync();
                _kept = fifth;
                var result = await OrderAsync();
                return result.Acquired;
            }

            public ValueTask<ClusterLockLease?> HandOn() => cluster.Locks.Get("order").TryAcquireAsync();
        }
        """);
}
