using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Diagnostics;

public sealed class LockRulesTests
{
    [Fact]
    public async Task PSDK040_a_guarded_method_without_its_core()
    {
        var diagnostics = await AnalyzerTest.VerifyAsync("""
            public sealed partial class Service(ICluster cluster)
            {
                public ICluster Cluster => cluster;

                [ClusterLock("rebuild/{tenant}")]
                public partial Task<ClusterLockResult<int>> {|PSDK040:RebuildAsync|}(string tenant, CancellationToken ct);
            }
            """);

        Assert.Contains(
            "Add 'private async Task<int> RebuildCoreAsync(string tenant, ClusterLockLease lease, CancellationToken cancellationToken)'",
            diagnostics[0].GetMessage(null),
            StringComparison.Ordinal);
    }

    [Fact]
    public Task PSDK041_core_methods_of_the_wrong_shape() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterLock("a")]
            public partial Task<int> AAsync();

            private Task {|PSDK041:ACoreAsync|}() => Task.CompletedTask;

            [ClusterLock("b")]
            public partial Task BAsync(int number);

            private Task {|PSDK041:BCoreAsync|}(string number) => Task.CompletedTask;

            [ClusterLock("c")]
            public partial Task CAsync(int number);

            private Task {|PSDK041:CCoreAsync|}(int count) => Task.CompletedTask;

            [ClusterLock("d")]
            public partial Task DAsync<T>(T value);

            private Task {|PSDK041:DCoreAsync|}(object value) => Task.CompletedTask;

            [ClusterLock("e")]
            public partial Task EAsync();

            private void {|PSDK041:ECoreAsync|}()
            {
            }
        }
        """);

    [Fact]
    public Task PSDK042_templates_that_are_wrong() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterLock({|PSDK042:"a/{unknown}"|})]
            public partial Task AAsync(int number);

            [ClusterLock({|PSDK042:"b/{number"|})]
            public partial Task BAsync(int number);

            [ClusterLock({|PSDK042:"c/number}"|})]
            public partial Task CAsync(int number);

            [ClusterLock({|PSDK042:"d/{ct}"|})]
            public partial Task DAsync(CancellationToken ct);

            [ClusterLock({|PSDK042:"e/{payload}"|})]
            public partial Task EAsync(byte[] payload);

            [ClusterLock({|PSDK042:"f/{number}-{other}"|})]
            public partial Task FAsync(int number, string other);

            [ClusterLock({|PSDK042:"g/{}"|})]
            public partial Task GAsync(int number);

            private Task ACoreAsync() => Task.CompletedTask;
            private Task BCoreAsync() => Task.CompletedTask;
            private Task FCoreAsync() => Task.CompletedTask;
            private Task GCoreAsync() => Task.CompletedTask;
            private Task CCoreAsync() => Task.CompletedTask;
            private Task DCoreAsync() => Task.CompletedTask;
            private Task ECoreAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task PSDK043_two_declarations_of_one_lock() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterLock("rebuild/{tenant}")]
            public partial Task RebuildAsync(string tenant);

            private Task RebuildCoreAsync() => Task.CompletedTask;

            [ClusterLock({|PSDK043:"rebuild/{name}"|})]
            public partial Task DropAsync(string name);

            private Task DropCoreAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task PSDK045_durations_that_do_not_parse() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterLock("rebuild", Wait = {|PSDK045:"5"|}, Lease = {|PSDK045:"forever"|})]
            public partial Task RebuildAsync();

            [ClusterLock("short", Lease = {|PSDK045:"99ms"|})]
            public partial IClusterLock Short { get; }

            [ClusterLock("long", Lease = {|PSDK045:"301s"|})]
            public partial IClusterLock Long { get; }

            private Task RebuildCoreAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task PSDK046_members_of_the_wrong_shape() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterLock("a")]
            public static partial Task {|PSDK046:AAsync|}();

            [ClusterLock("b")]
            public partial int {|PSDK046:B|}();

            [ClusterLock("c")]
            public partial Task {|PSDK046:CAsync|}();

            public partial Task CAsync() => Task.CompletedTask;

            [ClusterLock("d")]
            public partial Task {|PSDK046:DAsync|}(ref int number);

            [ClusterLock("e")]
            public partial Task {|PSDK046:EAsync|}(ReadOnlySpan<char> text);

            [ClusterLock("f")]
            public partial object {|PSDK046:F|} { get; }

            [ClusterLock("g", Wait = {|PSDK046:"5s"|})]
            public partial IClusterLock G { get; }

            [ClusterLock("h")]
            public partial IClusterLock {|PSDK046:H|} { get; }

            public partial IClusterLock H => null!;
        }
        """);

    [Fact]
    public Task Guarded_methods_of_every_right_shape() => AnalyzerTest.VerifySilentAsync("""
        namespace Acme.Locks;

        public abstract partial class Base(ICluster cluster)
        {
            protected ICluster Cluster => cluster;

            [ClusterLock("base")]
            protected internal virtual partial Task BaseAsync();

            private Task BaseCoreAsync() => Task.CompletedTask;
        }

        public partial class Outer<TOuter>
            where TOuter : class
        {
            public sealed partial class Service(ICluster cluster) : Base(cluster)
            {
                [ClusterLock("a", Wait = "5s", Lease = "1m")]
                public partial Task AAsync();

                private static Task ACoreAsync() => Task.CompletedTask;

                [ClusterLock("b")]
                public partial Task<string?> BAsync(string? text = "b", CancellationToken ct = default);

                private async ValueTask<string?> BCoreAsync(CancellationToken token, string? text, ClusterLockLease lease)
                {
                    await Task.Yield();
                    token.ThrowIfCancellationRequested();
                    return text + lease.Name;
                }

                [ClusterLock("c/{{literal}}/{number}/{day}/{id}")]
                public partial Task<ClusterLockResult<T>> CAsync<T, TKey>(int number, DayOfWeek day, Guid id, T value, TOuter outer, params TKey[] keys)
                    where T : class?, new()
                    where TKey : struct, Enum;

                private Task<T> CCoreAsync<T, TKey>(T value, TKey[] keys)
                    where T : class?, new()
                    where TKey : struct, Enum => Task.FromResult(value);

                [ClusterLock("d")]
                public partial ValueTask<ClusterLockResult> DAsync((int Item, string self) self, int @class, in long Item1);

                private Task DCoreAsync((int Item, string self) self, int @class, long Item1) => Task.FromResult(self.Item + @class + Item1);

                [ClusterLock("e")]
                protected internal override partial Task BaseAsync();

                private Task BaseCoreAsync() => Task.CompletedTask;

                [ClusterLock("f", Lease = "5s")]
                private partial IClusterLock F { get; }

                [ClusterLock("g")]
                internal partial ValueTask<int> G(int number);

                private static Task<int> GCore(int number) => Task.FromResult(number);

                private static Task<int> GCore(string number) => Task.FromResult(number.Length);
            }
        }
        """);
}
