using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Diagnostics;

public sealed class CacheRulesTests
{
    [Fact]
    public async Task PSDK010_a_loader_that_does_not_exist()
    {
        var diagnostics = await AnalyzerTest.VerifyAsync("""
            public sealed partial class Service(ICluster cluster)
            {
                public ICluster Cluster => cluster;

                [ClusterCache("numbers", Loader = {|PSDK010:"LoadAsync"|})]
                public partial IClusterCache<int, string> Numbers { get; }
            }
            """);

        Assert.Contains("Add 'private static ValueTask<string> LoadAsync(int key, CancellationToken cancellationToken)'", diagnostics[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public Task PSDK011_loaders_of_the_wrong_shape() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterCache("a", Loader = nameof(LoadA))]
            public partial IClusterCache<int, string> A { get; }

            private string {|PSDK011:LoadA|}(int key) => "";

            [ClusterCache("b", Loader = nameof(LoadB))]
            public partial IClusterCache<int, string> B { get; }

            private ValueTask<int> {|PSDK011:LoadB|}(int key) => default;

            [ClusterCache("c", Loader = nameof(LoadC))]
            public partial IClusterCache<int, string> C { get; }

            private ValueTask<string> {|PSDK011:LoadC|}(CancellationToken cancellationToken) => new("");

            [ClusterCache("d", Loader = nameof(LoadD))]
            public partial IClusterCache<int, string> D { get; }

            private ValueTask<string> {|PSDK011:LoadD|}<T>(int key) => new("");
        }
        """);

    [Fact]
    public Task Loaders_of_every_right_shape() => AnalyzerTest.VerifySilentAsync("""
        using Microsoft.Extensions.DependencyInjection;

        public interface IStore;

        public abstract class Base
        {
            protected static Task<string?> LoadInherited(string key) => Task.FromResult<string?>(key);
        }

        public sealed partial class Service(ICluster cluster) : Base
        {
            [ClusterCache("a", Loader = nameof(LoadA))]
            public partial IClusterCache<int, string> A { get; }

            private async Task<string> LoadA(CancellationToken cancellationToken, IStore store, int key)
            {
                await Task.Yield();
                return cluster.ThisNode.Name + key + store;
            }

            private ValueTask<string> LoadA(string other) => new(other);

            [ClusterCache("b", Loader = nameof(LoadB), ExpireAfterAccess = "2h", MaxStaleness = "500ms", Scope = CacheScope.Replicated, LoadOnce = LoadOnce.Cluster, Values = CacheValues.Shared)]
            internal partial IClusterCache<(int Year, int Month), string[]> B { get; }

            private static ValueTask<string[]> LoadB((int Year, int Month) key, IServiceProvider services, IStore? maybe, [FromKeyedServices("k")] IStore keyed) => new([$"{key}{services}{maybe}{keyed}"]);

            [ClusterCache("c", Loader = nameof(LoadInherited))]
            private partial IClusterCache<string, string?> C { get; }
        }
        """);

    [Fact]
    public Task PSDK012_two_caches_of_one_name() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterCache("numbers")]
            public partial IClusterCache<int, string> Numbers { get; }

            [ClusterCache({|PSDK012:"numbers"|})]
            public partial IClusterCache<int, string> Others { get; }

            [ClusterLock("numbers")]
            public partial IClusterLock NumbersLock { get; }
        }
        """);

    [Fact]
    public Task PSDK013_durations_that_do_not_parse() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterCache("numbers", ExpireAfterWrite = {|PSDK013:"10 minutes"|}, ExpireAfterAccess = {|PSDK013:"0s"|}, MaxStaleness = {|PSDK013:"-1s"|})]
            public partial IClusterCache<int, string> Numbers { get; }
        }
        """);

    [Fact]
    public Task PSDK014_properties_of_the_wrong_shape() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterCache("a")]
            public partial Dictionary<int, string> {|PSDK014:A|} { get; }

            [ClusterCache("b")]
            public static partial IClusterCache<int, string> {|PSDK014:B|} { get; }

            [ClusterCache("c")]
            public partial IClusterCache<int, string> {|PSDK014:C|} { get; set; }

            [ClusterCache("d")]
            public partial IClusterCache<int, string> {|PSDK014:D|} { get; }

            public partial IClusterCache<int, string> D => null!;
        }
        """);

    [Fact]
    public Task PSDK016_settings_that_do_not_fit_together() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterCache("a", Jitter = {|PSDK016:1.5|}, MaxBytes = {|PSDK016:-1|}, RefreshAhead = {|PSDK016:"10s"|}, FailSafe = {|PSDK016:"1m"|})]
            public partial IClusterCache<int, string> A { get; }

            [ClusterCache("r", Values = {|PSDK016:CacheValues.Refused|})]
            public partial IClusterCache<int, List<string>> R { get; }

            [ClusterCache("s", Values = CacheValues.Refused)]
            public partial IClusterCache<int, string> S { get; }

            [ClusterCache("j", ExpireAfterWrite = "10s", Jitter = 0.5, RefreshAhead = {|PSDK016:"5s"|})]
            public partial IClusterCache<int, string> J { get; }

            [ClusterCache("k", ExpireAfterWrite = "10s", Jitter = 0.5, RefreshAhead = "4s")]
            public partial IClusterCache<int, string> K { get; }

            [ClusterCache("b", ExpireAfterWrite = "10s", RefreshAhead = {|PSDK016:"10s"|}, FailSafe = "1m")]
            public partial IClusterCache<int, string> B { get; }

            [{|PSDK016:ClusterCache("c", Tags = {|PSDK016:nameof(TagsOf)|})|}]
            public partial IClusterReference<string> C { get; }

            private static string[] TagsOf(string value) => [value];

            [ClusterCache("d", Scope = CacheScope.Local, LoadOnce = {|PSDK016:LoadOnce.Cluster|}, WhenUnavailable = {|PSDK016:UnavailablePolicy.Throw|}, MaxStaleness = {|PSDK016:"1s"|}, Jitter = {|PSDK016:0.1|})]
            public partial IClusterCache<int, string> D { get; }

            [ClusterCache("e", Scope = CacheScope.Replicated, LoadOnce = LoadOnce.Cluster, WhenUnavailable = UnavailablePolicy.Throw, MaxStaleness = "1s")]
            public partial IClusterCache<int, string> E { get; }

            [ClusterCache("f", Scope = CacheScope.Local, LoadOnce = LoadOnce.Node, WhenUnavailable = UnavailablePolicy.Load)]
            public partial IClusterCache<int, string> F { get; }
        }
        """);

    [Fact]
    public Task PSDK017_methods_that_cannot_name_tags() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterCache("a", Tags = {|PSDK017:"Missing"|})]
            public partial IClusterCache<int, string> A { get; }

            [ClusterCache("b", Tags = nameof(One))]
            public partial IClusterCache<int, string> B { get; }

            private static string {|PSDK017:One|}(int key) => "";

            [ClusterCache("c", Tags = nameof(Other))]
            public partial IClusterCache<int, string> C { get; }

            private static List<string> {|PSDK017:Other|}(long key) => [];

            [ClusterCache("d", Tags = nameof(OfValue))]
            public partial IClusterCache<int, string> D { get; }

            private IReadOnlyList<string> OfValue(string value) => [value];
        }
        """);

    [Fact]
    public Task PSDK018_a_loader_that_reads_another_cluster_cache() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterCache("rates")]
            public partial IClusterCache<string, decimal> Rates { get; }

            [ClusterCache("prices", Loader = nameof(LoadPrice))]
            public partial IClusterCache<int, decimal> Prices { get; }

            private async ValueTask<decimal> LoadPrice(int id) => id * await {|PSDK018:Rates.GetAsync("EUR")|};

            [ClusterCache("local", Loader = nameof(LoadLocal), Scope = CacheScope.Local)]
            public partial IClusterCache<int, decimal> Local { get; }

            private ValueTask<decimal> LoadLocal(int id) => Prices.GetAsync(id);

            public async Task<decimal> ReadAsync(int id) => await Prices.GetAsync(id) * await Rates.GetAsync("EUR");
        }
        """);

    [Fact]
    public async Task PSDK018_a_loader_that_reads_another_cluster_cache_by_way_of_others()
    {
        var diagnostics = await AnalyzerTest.VerifyAsync("""
            public abstract class Loaders
            {
                protected abstract ICluster Here { get; }
                protected async ValueTask<decimal> LoadInherited(int id) => id * await {|PSDK018:Here.Caches.Get(Definition).GetAsync("EUR")|};
                protected static CacheDefinition<string, decimal> Definition => null!;
            }

            public sealed partial class Service(ICluster cluster) : Loaders
            {
                public ICluster Cluster => cluster;
                protected override ICluster Here => cluster;

                [ClusterCache("rates")]
                public partial IClusterCache<string, decimal> Rates { get; }

                [ClusterCache("a", Loader = nameof(LoadA))]
                public partial IClusterCache<int, decimal> A { get; }

                private async ValueTask<decimal> LoadA(int id) => id * await {|PSDK018:RateAsync()|};
                private Task<decimal> RateAsync() => ConvertAsync("EUR");
                private async Task<decimal> ConvertAsync(string currency)
                {
                    return await Again(3);

                    async Task<decimal> Again(int times) => times == 0 ? await Rates.GetAsync(currency) : await Again(times - 1);
                }

                [ClusterCache("b", Loader = nameof(LoadB))]
                public partial IClusterCache<int, bool> B { get; }

                private async ValueTask<bool> LoadB(int id) => await {|PSDK018:Known|};
                private Task<bool> Known => Rates.ContainsAsync("EUR").AsTask();

                [ClusterCache("c", Loader = nameof(LoadInherited))]
                public partial IClusterCache<int, decimal> C { get; }

                [ClusterCache("d")]
                public partial IClusterCache<int, decimal> D { get; }

                public ValueTask<decimal> ReadAsync(int id) => D.GetAsync(id, async (key, token) => key * await {|PSDK018:Rates.GetAsync("CHF", token)|});
                public ValueTask<decimal> ReadByMethodAsync(int id) => D.GetAsync(id, LoadD);
                private async ValueTask<decimal> LoadD(int id, CancellationToken token) => await {|PSDK018:RateAsync()|};

                public object Define() => new CacheDefinition<int, decimal>("e", null!, null!, new CacheSettings())
                {
                    Loader = (key, services, token) => {|PSDK018:D.GetAsync(key, token)|},
                };
            }
            """);

        Assert.Contains(diagnostics, diagnostic => diagnostic.GetMessage(null).StartsWith("'LoadA → RateAsync → ConvertAsync' loads the cache 'A' and uses 'Rates'", StringComparison.Ordinal));
        Assert.Contains(diagnostics, diagnostic => diagnostic.GetMessage(null).StartsWith("'the loader' loads the cache 'D' and uses 'Rates'", StringComparison.Ordinal));
    }

    [Fact]
    public Task PSDK018_is_silent_for_what_loads_read_from_elsewhere_and_what_reads_combine() => AnalyzerTest.VerifySilentAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterCache("rates", Loader = nameof(LoadRate))]
            public partial IClusterCache<string, decimal> Rates { get; }

            private async ValueTask<decimal> LoadRate(string currency) => await FromStoreAsync(currency);
            private Task<decimal> FromStoreAsync(string currency) => Task.FromResult(1m);

            [ClusterCache("prices", Loader = nameof(LoadPrice))]
            public partial IClusterCache<int, decimal> Prices { get; }

            // Removes, which is no read.
            private async ValueTask<decimal> LoadPrice(int id)
            {
                await Rates.RemoveAsync("EUR");
                return id;
            }

            [ClusterCache("local", Scope = CacheScope.Local)]
            public partial IClusterCache<int, decimal> Local { get; }

            public ValueTask<decimal> ReadLocalAsync(int id) => Local.GetAsync(id, (key, token) => Prices.GetAsync(key, token));

            public object Define() => new CacheDefinition<int, decimal>("e", null!, null!, new CacheSettings { Scope = CacheScope.Local })
            {
                Loader = (key, services, token) => Prices.GetAsync(key, token),
            };

            public async Task<decimal> ReadAsync(int id) => await Prices.GetAsync(id) * await CombineAsync();
            private async Task<decimal> CombineAsync() => await Rates.GetAsync("EUR");
        }
        """);

    [Fact]
    public async Task PSDK019_values_that_their_readers_can_change()
    {
        var diagnostics = await AnalyzerTest.VerifyAsync("""
            public sealed class Settable { public string? Name { get; set; } }
            public sealed record Listing(int Id, List<string> Lines);
            public abstract class Named { public string? Title; }
            public sealed class Derived : Named;
            public struct Wrapper { public Listing Inner; }

            public sealed partial class Service(ICluster cluster)
            {
                public ICluster Cluster => cluster;

                [ClusterCache("a")]
                public partial IClusterCache<int, Settable> {|PSDK019:A|} { get; }

                [ClusterCache("b")]
                public partial IClusterCache<int, Listing?> {|PSDK019:B|} { get; }

                [ClusterCache("c")]
                public partial IClusterCache<int, byte[]> {|PSDK019:C|} { get; }

                [ClusterCache("d")]
                public partial IClusterCache<int, IReadOnlyList<Derived>> {|PSDK019:D|} { get; }

                [ClusterCache("e")]
                public partial IClusterCache<int, Wrapper> {|PSDK019:E|} { get; }

                [ClusterCache("f", Values = CacheValues.Shared)]
                public partial IClusterCache<int, Settable> F { get; }
            }
            """);

        Assert.Contains("because 'Settable.Name' can be set.", diagnostics[0].GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("because 'Listing.Lines' is a 'List<string>', which can be changed.", diagnostics[1].GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("because 'byte[]' can be changed.", diagnostics[2].GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("because 'Derived.Title' can be set.", diagnostics[3].GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public Task PSDK019_is_silent_for_values_that_nobody_can_change() => AnalyzerTest.VerifySilentAsync("""
        using System.Collections.Frozen;
        using System.Collections.Immutable;

        public sealed record Node(int Id, string? Name, Node? Parent, IReadOnlyList<Node> Children, ImmutableArray<DateOnly> Days);
        public struct Point { public int X; public int Y { get; set; } }
        public sealed class Initialized { public required Guid Id { get; init; } public DayOfWeek? Day { get; init; } }

        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterCache("a")]
            public partial IClusterCache<int, Node> A { get; }

            [ClusterCache("b")]
            public partial IClusterCache<int, (Point, Initialized?)> B { get; }

            [ClusterCache("c")]
            public partial IClusterCache<int, FrozenDictionary<string, decimal>> C { get; }
        }
        """);

    [Fact]
    public void Values_that_can_be_changed_are_copied_for_each_reader()
    {
        var run = GeneratorTest.Run("""
            public sealed partial class Service(ICluster cluster)
            {
                [ClusterCache("a")]
                public partial IClusterCache<int, byte[]> A { get; }
            }
            """);

        Assert.Contains("Values = global::PluginSdk.CacheValues.Copied,", run.File("Service.Caches.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public Task PSDK015_a_cache_without_room() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterCache("numbers", MaxEntries = {|PSDK015:0|})]
            public partial IClusterCache<int, string> Numbers { get; }
        }
        """);

    [Fact]
    public Task Tags_single_values_and_all_settings_in_their_right_shapes() => AnalyzerTest.VerifySilentAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterCache("a", Tags = nameof(TagsOfA), ExpireAfterWrite = "10m", Jitter = 0.25, MaxBytes = 5_000_000_000, LoadTimeout = "5s", FailSafe = "1h",
                RefreshAhead = "1m", CacheNull = false, Unflushable = true, WhenUnavailable = UnavailablePolicy.Throw, Values = CacheValues.Copied, MaxStaleness = "0s")]
            public partial IClusterCache<int, string> A { get; }

            private static IEnumerable<string> TagsOfA(int key, string value) => [value];

            [ClusterCache("b", Tags = nameof(TagsOfB))]
            public partial IClusterCache<int, string> B { get; }

            private string[] TagsOfB(int key, string value) => [cluster.ThisNode.Name, value];

            [ClusterCache("c", Loader = nameof(LoadC), ExpireAfterWrite = "1h")]
            public partial IClusterReference<IReadOnlyList<string>> C { get; }

            private async Task<IReadOnlyList<string>> LoadC(IServiceProvider services, CancellationToken cancellationToken)
            {
                await Task.Yield();
                return [cluster.ThisNode.Name];
            }
        }
        """);
}
