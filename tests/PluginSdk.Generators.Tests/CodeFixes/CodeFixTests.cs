using PluginSdk.CodeFixes;
using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.CodeFixes;

public sealed class CodeFixTests
{
    [Fact]
    public Task A_class_becomes_partial() => CodeFixTest.VerifyAsync<MakePartialFix>(
        "PSDK002",
        """
        /// <summary>Kept.</summary>
        public sealed class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterLock("import")]
            public partial IClusterLock ImportLock { get; }
        }
        """,
        """
        /// <summary>Kept.</summary>
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterLock("import")]
            public partial IClusterLock ImportLock { get; }
        }
        """);

    [Fact]
    public Task A_class_without_modifiers_becomes_partial() => CodeFixTest.VerifyAsync<MakePartialFix>(
        "PSDK002",
        """
        // Kept.
        class Outer
        {
            [ClusterEvent("happened")]
            internal partial record Happened(int Id);
        }
        """,
        """
        // Kept.
        partial class Outer
        {
            [ClusterEvent("happened")]
            internal partial record Happened(int Id);
        }
        """);

    [Fact]
    public Task A_property_loses_its_own_implementation() => CodeFixTest.VerifyAsync<MakePartialFix>(
        "PSDK002",
        """
        public sealed partial class Service(ICluster cluster)
        {
            [ClusterLock("import")]
            public IClusterLock ImportLock { get; } = cluster.Locks.Get("import");
        }
        """,
        """
        public sealed partial class Service(ICluster cluster)
        {
            [ClusterLock("import")]
            public partial IClusterLock ImportLock { get; }
        }
        """);

    [Fact]
    public Task The_body_of_a_guarded_method_becomes_its_core() => CodeFixTest.VerifyAsync<MakePartialFix>(
        "PSDK002",
        """
        public sealed partial class Service(ICluster cluster)
        {
            // Kept.
            [ClusterLock("import/{source}")]
            public async Task<int> ImportAsync(string source, CancellationToken ct)
            {
                await Task.Delay(1, ct);
                return source.Length + cluster.ThisNode.Name.Length;
            }
        }
        """,
        """
        public sealed partial class Service(ICluster cluster)
        {
            // Kept.
            [ClusterLock("import/{source}")]
            public partial Task<int> ImportAsync(string source, CancellationToken ct);

            private async Task<int> ImportCoreAsync(string source, CancellationToken ct)
            {
                await Task.Delay(1, ct);
                return source.Length + cluster.ThisNode.Name.Length;
            }
        }
        """);

    [Fact]
    public Task A_body_is_not_moved_over_a_core_that_exists() => CodeFixTest.VerifyNoFixAsync<MakePartialFix>(
        "PSDK002",
        """
        public sealed partial class Service(ICluster cluster)
        {
            [ClusterLock("import")]
            public Task ImportAsync() => Task.FromResult(cluster);

            private Task ImportCoreAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task A_missing_loader_is_added() => CodeFixTest.VerifyAsync<AddMethodFix>(
        "PSDK010",
        """
        public sealed partial class Service(ICluster cluster)
        {
            [ClusterCache("numbers", Loader = "LoadAsync")]
            public partial IClusterCache<int, List<string>> Numbers { get; }

            public ICluster Cluster => cluster;
        }
        """,
        """
        public sealed partial class Service(ICluster cluster)
        {
            [ClusterCache("numbers", Loader = "LoadAsync")]
            public partial IClusterCache<int, List<string>> Numbers { get; }

            private static ValueTask<List<string>> LoadAsync(int key, CancellationToken cancellationToken) => throw new NotImplementedException();

            public ICluster Cluster => cluster;
        }
        """);

    [Fact]
    public Task A_missing_core_is_added() => CodeFixTest.VerifyAsync<AddMethodFix>(
        "PSDK040",
        """
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterLock("import/{source}")]
            public partial Task<ClusterLockResult<int>> ImportAsync(string source, CancellationToken ct);
        }
        """,
        """
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterLock("import/{source}")]
            public partial Task<ClusterLockResult<int>> ImportAsync(string source, CancellationToken ct);

            private Task<int> ImportCoreAsync(string source, ClusterLockLease lease, CancellationToken cancellationToken) => throw new NotImplementedException();
        }
        """);

    [Theory]
    [InlineData("PSDK019", "", ", Values = CacheValues.Copied")]
    [InlineData("PSDK016", ", Values = CacheValues.Refused", ", Values = CacheValues.Copied")]
    public Task Readers_of_values_that_can_be_changed_get_copies(string id, string before, string after)
    {
        const string source = """
            public sealed partial class Service(ICluster cluster)
            {
                public ICluster Cluster => cluster;

                [ClusterCache("lines", MaxEntries = 10)]
                public partial IClusterCache<int, List<string>> Lines { get; }
            }
            """;
        return CodeFixTest.VerifyAsync<CopyValuesFix>(id, With(before), With(after));

        static string With(string setting) => source.Replace("MaxEntries = 10", $"MaxEntries = 10{setting}", StringComparison.Ordinal);
    }

    [Fact]
    public Task Settings_of_another_kind_are_left_alone() => CodeFixTest.VerifyNoFixAsync<CopyValuesFix>(
        "PSDK016",
        """
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterCache("lines", FailSafe = "1m")]
            public partial IClusterCache<int, string> Lines { get; }
        }
        """);

    [Fact]
    public Task A_private_job_becomes_internal() => CodeFixTest.VerifyAsync<MakeInternalFix>(
        "PSDK009",
        """
        public static class Jobs
        {
            [PerNodeJob("sweep", Every = "1m")]
            private static void Sweep()
            {
            }
        }
        """,
        """
        public static class Jobs
        {
            [PerNodeJob("sweep", Every = "1m")]
            internal static void Sweep()
            {
            }
        }
        """);

    [Fact]
    public Task A_job_without_modifiers_becomes_internal() => CodeFixTest.VerifyAsync<MakeInternalFix>(
        "PSDK009",
        """
        public class Jobs
        {
            [PerNodeJob("sweep", Every = "1m")]
            Task SweepAsync() => Task.CompletedTask;
        }
        """,
        """
        public class Jobs
        {
            [PerNodeJob("sweep", Every = "1m")]
            internal Task SweepAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task The_handler_of_other_nodes_is_added() => CodeFixTest.VerifyAsync<AddRemoteHandlerFix>(
        "PSDK031",
        """
        [ClusterEvent("happened")]
        public sealed partial record Happened(int Id);

        public sealed class Handlers
        {
            [ClusterEventHandler]
            public Task OnHappenedAsync(Uri service, Happened happened, CancellationToken ct) => Task.CompletedTask;
        }
        """,
        """
        [ClusterEvent("happened")]
        public sealed partial record Happened(int Id);

        public sealed class Handlers
        {
            [ClusterEventHandler]
            public Task OnHappenedAsync(Uri service, Happened happened, CancellationToken ct) => Task.CompletedTask;

            [ClusterEventHandler]
            public Task OnHappenedElsewhereAsync(Uri service, ClusterEventWrapper<Happened> happened, CancellationToken ct) => OnHappenedAsync(service, happened.Event, ct);
        }
        """);

    [Fact]
    public Task The_handler_of_this_node_cannot_be_made_of_the_other() => CodeFixTest.VerifyNoFixAsync<AddRemoteHandlerFix>(
        "PSDK031",
        """
        [ClusterEvent("happened")]
        public sealed partial record Happened(int Id);

        public static class Handlers
        {
            [ClusterEventHandler]
            public static void OnElsewhere(ClusterEventWrapper<Happened> happened)
            {
            }
        }
        """);

    [Fact]
    public Task A_static_dictionary_becomes_a_cluster_cache() => CodeFixTest.VerifyAsync<StaticDictionaryFix>(
        "PSDK070",
        """
        using System.Collections.Concurrent;

        public sealed class Service(ICluster cluster)
        {
            // Kept.
            private static readonly ConcurrentDictionary<int, string> s_names = new();

            public ICluster Cluster => cluster;

            public async Task<int> ReadAsync(int id)
            {
                await Task.Yield();
                s_names[id] = "one";
                s_names.TryRemove(id, out _);
                s_names.Clear();
                var name = s_names.GetOrAdd(id, static number => $"n{number}");
                return s_names.GetOrAdd(id, Load).Length + name.Length;
            }

            private static string Load(int id) => "";
        }
        """,
        """
        using System.Collections.Concurrent;

        public sealed partial class Service(ICluster cluster)
        {
            // Kept.
            [ClusterCache("names")]
            private partial IClusterCache<int, string> Names { get; }

            public ICluster Cluster => cluster;

            public async Task<int> ReadAsync(int id)
            {
                await Task.Yield();
                await Names.PutAsync(id, "one");
                await Names.RemoveAsync(id);
                await Names.RemoveAllAsync();
                var name = await Names.GetAsync(id, (number, _) => new ValueTask<string>($"n{number}"));
                return (await Names.GetAsync(id, (key, _) => new ValueTask<string>(Load(key)))).Length + name.Length;
            }

            private static string Load(int id) => "";
        }
        """);

    [Theory]
    [InlineData("public string Read(int id) => s_names.GetOrAdd(id, \"one\");")]
    [InlineData("public async Task<int> ReadAsync(int id) { await Task.Yield(); s_names.Clear(); return s_names.Count; }")]
    [InlineData("public async Task ReadAsync(int id) { await Task.Yield(); Action clear = () => s_names.Clear(); clear(); }")]
    public Task A_dictionary_that_is_used_in_another_way_is_left_alone(string method) => CodeFixTest.VerifyNoFixAsync<StaticDictionaryFix>(
        "PSDK070",
        $$"""
        using System.Collections.Concurrent;

        public sealed class Service(ICluster cluster)
        {
            private static readonly ConcurrentDictionary<int, string> s_names = new();

            public ICluster Cluster => cluster;

            {{method}}
        }
        """);
}
