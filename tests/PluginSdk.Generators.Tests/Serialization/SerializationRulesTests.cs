using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Serialization;

public sealed class SerializationRulesTests
{
    [Fact]
    public async Task PSDK050_members_that_mean_something_in_one_process_only()
    {
        var diagnostics = await AnalyzerTest.VerifyAsync("""
            using System.IO;
            using System.Runtime.InteropServices;

            [ClusterEvent("happened")]
            public sealed partial record Happened(Details Details);

            public sealed class Details
            {
                public object? {|PSDK050:Anything|} { get; set; }
                public dynamic? {|PSDK050:Dynamic|} { get; set; }
                public Action? {|PSDK050:Callback|} { get; set; }
                public Stream? {|PSDK050:Stream|} { get; set; }
                public Task<int>? {|PSDK050:Task|} { get; set; }
                public SafeHandle? {|PSDK050:Handle|} { get; set; }
                public nint {|PSDK050:Address|} { get; set; }
                public int[,]? {|PSDK050:Matrix|} { get; set; }
                public List<Func<int>>? {|PSDK050:Functions|} { get; set; }
                public Own? {|PSDK050:Own|} { get; set; }
                public int Fine { get; set; }
            }

            public sealed class Own : MemoryStream;
            """);

        var message = diagnostics[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains("'Details.Anything'", message, StringComparison.Ordinal);
        Assert.Contains("'Happened → Details → Anything'", message, StringComparison.Ordinal);
    }

    [Fact]
    public Task PSDK050_entities_that_a_database_context_tracks() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            [ClusterCache("customers")] public partial IClusterCache<int, Customer> {|PSDK019:{|PSDK050:Customers|}|} { get; }
        }

        public sealed class Customer { public int Id { get; set; } }

        public sealed class Shop : DbContext { public DbSet<Customer> Customers => throw new InvalidOperationException(); }

        public class DbContext;
        public class DbSet<T>;
        """);

    [Fact]
    public Task PSDK050_open_generic_types() => AnalyzerTest.VerifyAsync("""
        [ClusterSerializable]
        public sealed class {|PSDK050:Page|}<T> { public T? Value { get; set; } }
        """);

    [Fact]
    public Task PSDK050_at_the_cache_whose_key_or_value_it_is() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            [ClusterCache("streams")] public partial IClusterCache<int, System.IO.Stream> {|PSDK050:Streams|} { get; }
        }
        """);

    [Fact]
    public Task PSDK051_types_of_other_assemblies_without_a_wire_form() => AnalyzerTest.VerifyAsync("""
        [ClusterSerializable]
        public sealed class Report
        {
            public System.Net.IPAddress? {|PSDK051:Address|} { get; set; }
            public System.Text.StringBuilder? {|PSDK051:Builder|} { get; set; }
        }
        """);

    [Fact]
    public Task PSDK052_abstract_types_that_list_no_subtypes() => AnalyzerTest.VerifyAsync("""
        [ClusterSerializable]
        public sealed class Drawing
        {
            public IShape? {|PSDK052:Shape|} { get; set; }
            public List<Base> {|PSDK052:Bases|} { get; set; } = [];
        }

        public interface IShape;
        public abstract class Base;
        """);

    [Fact]
    public Task PSDK053_types_out_of_reach() => AnalyzerTest.VerifyAsync("""
        public static class Outer
        {
            [ClusterSerializable]
            internal sealed class Report
            {
                private Secret? _secret;
                [MessagePack.Key("s")] private Secret? {|PSDK053:Kept|} { get; set; }
                [MessagePack.Key("l")] private Level {|PSDK053:Level|} { get; set; }
                public void Keep() => _secret = Kept;
            }

            private sealed class Secret { public int Value { get; set; } }
            private enum Level { Low }
        }
        """);

    [Fact]
    public Task PSDK054_types_that_cannot_be_put_together() => AnalyzerTest.VerifyAsync("""
        [ClusterSerializable]
        public sealed class {|PSDK054:Report|}
        {
            public Report(string other) => Title = other;
            public string Title { get; set; }
        }
        """);

    [Fact]
    public Task PSDK055_stored_members_that_nothing_sets() => AnalyzerTest.VerifyAsync("""
        [ClusterSerializable]
        public sealed class Report
        {
            public List<int> {|PSDK055:Items|} { get; } = [];
            public int Count => Items.Count;
        }
        """);

    [Fact]
    public Task PSDK056_keys_that_are_not_clear() => AnalyzerTest.VerifyAsync("""
        using MessagePack;

        [ClusterSerializable]
        public sealed class {|PSDK056:Twice|}
        {
            [Key(0)] public int A { get; set; }
            [Key(0)] public int B { get; set; }
        }

        [ClusterSerializable]
        public sealed class Some
        {
            [Key(0)] public int A { get; set; }
            public int {|PSDK056:B|} { get; set; }
            [Key(-1)] public int {|PSDK056:C|} { get; set; }
            [Key(512)] public int {|PSDK056:D|} { get; set; }
        }

        [ClusterSerializable]
        public sealed class {|PSDK056:Named|}
        {
            [Key("x")] public int A { get; set; }
            [Key("x")] public int B { get; set; }
        }

        [ClusterSerializable]
        [Union(0, typeof(Square))]
        [Union(1, typeof(Named))]
        public interface {|PSDK056:IShape|};

        public sealed class Square : IShape { public int Side { get; set; } }
        """);

    [Fact]
    public Task A_type_that_two_roots_reach_is_reported_once() => AnalyzerTest.VerifyAsync("""
        [ClusterSerializable] public sealed class First { public Shared? Shared { get; set; } }
        [ClusterSerializable] public sealed class Second { public Shared? Shared { get; set; } }
        public sealed class Shared { public object? {|PSDK050:Value|} { get; set; } }
        """);

    [Fact]
    public Task Silent_over_everything_that_has_a_wire_form() => AnalyzerTest.VerifySilentAsync("""
        using System.Collections.Immutable;
        using MessagePack;

        [ClusterEvent("happened")]
        public sealed partial record Happened(Guid Id, string? Text, IReadOnlyList<Item> Items, (int, Half) Pair, Tree? Tree);

        public readonly record struct Item(int Number, ImmutableArray<byte> Bytes, Version? Version, Uri? Uri);

        public sealed class Tree
        {
            public Tree? Left { get; set; }
            public Dictionary<string, Tree> More { get; init; } = [];
            public int Depth => Left is null ? 0 : Left.Depth + 1;
            [IgnoreMember] public object? Cached { get; set; }
            internal Action? NotPublic { get; set; }
        }

        [ClusterSerializable]
        [Union(0, typeof(Square))]
        public interface IShape;

        public sealed class Square : IShape { public int Side { get; set; } }
        """);

    [Fact]
    public async Task Warnings_where_the_project_does_not_claim_to_be_compatible()
    {
        var diagnostics = await AnalyzerTest.DiagnosticsAsync(GeneratorInput
            .Of("[ClusterSerializable] public sealed class Report { public object? Value { get; set; } }")
            .WithProperty("ClusterCompatible", "false"));

        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, Assert.Single(diagnostics).Severity);
    }
}
