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
                public ValueTask<int> {|PSDK050:ValueTask|} { get; set; }
                public CancellationToken {|PSDK050:Token|} { get; set; }
                public GCHandle {|PSDK050:GCHandle|} { get; set; }
                public System.Net.Http.HttpClient? {|PSDK050:Client|} { get; set; }
                public Lazy<int>? {|PSDK050:Lazy|} { get; set; }
                public System.Linq.IQueryable<int>? {|PSDK050:Query|} { get; set; }
                public IAsyncEnumerable<int>? {|PSDK050:Sequence|} { get; set; }
                public Exception? {|PSDK050:Failure|} { get; set; }
                public int Fine { get; set; }
            }

            public sealed class Own : MemoryStream;
            """);

        var message = Message(diagnostics[0]);
        Assert.Contains("'Details.Anything'", message, StringComparison.Ordinal);
        Assert.Contains("'Happened → Details → Anything'", message, StringComparison.Ordinal);

        // Each says what to do instead.
        var client = diagnostics.Single(diagnostic => Message(diagnostic).Contains("Details.Client", StringComparison.Ordinal));
        Assert.Contains("'System.Net.Http.HttpClient' is a connection of this process; carry what comes over it", Message(client), StringComparison.Ordinal);
    }

    private static string Message(Microsoft.CodeAnalysis.Diagnostic diagnostic) => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);

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
    public Task PSDK050_entities_behind_navigation_properties() => AnalyzerTest.VerifyAsync("""
        [ClusterSerializable] public sealed class Report
        {
            public Order? {|PSDK050:Order|} { get; set; }
            public List<Line> {|PSDK050:Lines|} { get; set; } = [];
            public Address? Address { get; set; }
        }

        public class Customer { public int Id { get; set; } public ICollection<Order> Orders { get; set; } = new List<Order>(); public Address? Address { get; set; } }
        public class Order { public int OrderId { get; set; } public List<Line> {|PSDK050:Lines|} { get; set; } = []; }
        public class Line { public int Id { get; set; } }
        public class Address { public string City { get; set; } = ""; }

        public sealed class Shop : DbContext { public DbSet<Customer> Customers => throw new InvalidOperationException(); }

        public class DbContext;
        public class DbSet<T>;
        """);

    [Fact]
    public Task PSDK050_entities_of_a_context_in_another_assembly()
    {
        var framework = Reference("Microsoft.EntityFrameworkCore", "namespace Microsoft.EntityFrameworkCore; public class DbContext; public class DbSet<T>;");
        var library = Reference("Shop", """
            namespace Shop;

            [MessagePack.MessagePackObject] public class Customer { [MessagePack.Key(0)] public int Id { get; set; } }
            public sealed class ShopContext : Microsoft.EntityFrameworkCore.DbContext { public Microsoft.EntityFrameworkCore.DbSet<Customer> Customers => throw new InvalidOperationException(); }
            """, framework);
        return AnalyzerTest.VerifyAsync(GeneratorInput
            .Of("[ClusterSerializable] public sealed class Report { public Shop.Customer? {|PSDK050:Customer|} { get; set; } }")
            .WithReference(framework)
            .WithReference(library));
    }

    private static Microsoft.CodeAnalysis.PortableExecutableReference Reference(string name, string source, params Microsoft.CodeAnalysis.MetadataReference[] references)
    {
        var input = references.Aggregate(GeneratorInput.Of(source) with { AssemblyName = name }, (current, reference) => current.WithReference(reference));
        using var image = new MemoryStream();
        var result = input.Compile().Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(image.ToArray());
    }

    [Fact]
    public async Task PSDK050_collections_that_cannot_be_filled()
    {
        var diagnostics = await AnalyzerTest.VerifyAsync("""
            using System.Collections;

            [ClusterSerializable]
            public sealed class Report
            {
                public Fixed? {|PSDK050:Fixed|} { get; set; }
                public Walk? {|PSDK050:Walk|} { get; set; }
                public Old? {|PSDK050:Old|} { get; set; }
                public Endless? {|PSDK050:Endless|} { get; set; }
                public Filled? Filled { get; set; }
                public Members? Members { get; set; }
            }

            public sealed class Fixed(int capacity) : List<int>(capacity);
            public sealed class Walk : IEnumerable<int> { public IEnumerator<int> GetEnumerator() { yield return 1; } IEnumerator IEnumerable.GetEnumerator() => GetEnumerator(); }
            public sealed class Old : ArrayList;
            public sealed class Endless : List<Endless>;
            public sealed class Filled : Dictionary<string, List<int>>;
            [MessagePack.MessagePackObject(true)] public sealed class Members : List<int> { public int Total { get; set; } }
            """);
        Assert.Contains("cannot be filled", Message(diagnostics[0]), StringComparison.Ordinal);
    }

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
    public async Task PSDK051_types_of_other_assemblies_without_a_wire_form()
    {
        var library = Reference("Library", """
            namespace Library;

            public sealed class Plain { public int Value { get; set; } }
            [MessagePack.MessagePackObject(AllowPrivate = true)] public sealed partial class Secretive { [MessagePack.Key(0)] private int Value { get; set; } public int Read() => Value; }
            """);
        var diagnostics = await AnalyzerTest.VerifyAsync(GeneratorInput.Of("""
            [ClusterSerializable]
            public sealed class Report
            {
                public System.Net.IPAddress? {|PSDK051:Address|} { get; set; }
                public System.Text.StringBuilder? {|PSDK051:Builder|} { get; set; }
                public Library.Plain? {|PSDK051:Plain|} { get; set; }
                public Library.Secretive? {|PSDK051:Secretive|} { get; set; }
            }
            """).WithReference(library));

        // Nobody can annotate the framework.
        Assert.DoesNotContain("annotate", Message(diagnostics[0]), StringComparison.Ordinal);
        Assert.Contains("or annotate 'Library.Plain' with [MessagePackObject]", Message(diagnostics[2]), StringComparison.Ordinal);
        Assert.Contains("has private members on the wire", Message(diagnostics[3]), StringComparison.Ordinal);
    }

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
    public async Task PSDK055_setters_that_only_another_assembly_can_see()
    {
        var library = Reference("Library", """
            namespace Library;

            public abstract class Base
            {
                public int Total { get; private set; }
                public int Kept { get; } = 1;
                public int Twice => Total * 2;
                public int Open { get; set; }
                public void Count() => Total++;
            }

            public class Fine { public int Number { get; set; } public int Computed => Number; }
            [MessagePack.MessagePackObject(true)] public sealed class Foreign { public int Number { get; private set; } public void Count() => Number++; }
            """);
        var diagnostics = await AnalyzerTest.VerifyAsync(GeneratorInput.Of("""
            [ClusterSerializable] public sealed class {|PSDK055:{|PSDK055:Derived|}|} : Library.Base;
            [ClusterSerializable] public sealed class {|PSDK055:Holder|} { public Library.Foreign? Foreign { get; set; } }
            [ClusterSerializable] public sealed class Good : Library.Fine;
            """).WithReference(library));
        Assert.Contains("'Base.Total' is not sent to other nodes, because a setter that it may have in 'Base' can be seen in that assembly only", Message(diagnostics[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PSDK055_what_a_collection_has_beside_its_elements()
    {
        var diagnostics = await AnalyzerTest.VerifyAsync("""
            [ClusterSerializable] public sealed class Report { public Tags? Tags { get; set; } }
            public sealed class Tags : List<string> { public string {|PSDK055:Owner|} { get; set; } = ""; public int Twice => Count * 2; }
            """);
        Assert.Contains("'Tags' is a collection, of which only the elements are sent", Message(diagnostics[0]), StringComparison.Ordinal);
    }

    [Fact]
    public Task PSDK080_formatters_that_codecs_do_not_use() => AnalyzerTest.VerifyAsync("""
        using MessagePack;

        [ClusterSerializable]
        public sealed class Price
        {
            [MessagePackFormatter(typeof(object))] public decimal {|PSDK080:Amount|} { get; set; }
            public Money? Money { get; set; }
            public string Currency { get; set; } = "";
        }

        [MessagePackFormatter(typeof(object))] public sealed class {|PSDK080:Money|} { public long Cents { get; set; } }
        """);

    [Fact]
    public async Task PSDK081_MessagePack_without_the_bridge()
    {
        var messagePack = Reference("MessagePack", "namespace MessagePack; public static class MessagePackSerializer;");
        var source = GeneratorInput.Of("[ClusterSerializable] public sealed class {|PSDK081:Report|} { public int Id { get; set; } }");
        var diagnostic = Assert.Single(await AnalyzerTest.VerifyAsync(source.WithReference(messagePack)));
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Info, diagnostic.Severity);

        // With the bridge, and in projects that put nothing on the wire, there is nothing to say.
        await AnalyzerTest.VerifySilentAsync(GeneratorInput.Of("[ClusterSerializable] public sealed class Report { public int Id { get; set; } }").WithReference(messagePack).WithReference(Bridge()));
        await AnalyzerTest.VerifySilentAsync(GeneratorInput.Of("public sealed class Plain;").WithReference(messagePack));
    }

    private static Microsoft.CodeAnalysis.PortableExecutableReference Bridge() => Reference("PluginSdk.MessagePack", """
        namespace MessagePack { public interface IFormatterResolver { Formatters.IMessagePackFormatter<T>? GetFormatter<T>(); } }
        namespace MessagePack.Formatters { public interface IMessagePackFormatter<T>; }
        namespace PluginSdk.Wire { public sealed class WireFormatter<T>(IWireCodec<T> codec) : MessagePack.Formatters.IMessagePackFormatter<T?> { public IWireCodec<T> Codec => codec; } }
        """);

    [Theory]
    [InlineData(null, "internal sealed class WireFormatterResolver")]
    [InlineData("public", "public sealed class WireFormatterResolver")]
    public void The_resolver_is_as_visible_as_the_project_says(string? property, string declaration)
    {
        var input = GeneratorInput.Of("""
            [ClusterSerializable] public sealed class Report { public Page<string> Closed { get; set; } = new(); public Page<string?> Open { get; set; } = new(); }
            public sealed class Page<T> { public T Item { get; set; } = default!; }
            """).WithReference(Bridge());
        var file = GeneratorTest.Run(property is null ? input : input.WithProperty("WireFormatterResolver", property)).File("WireFormatterResolver.g.cs");
        Assert.Contains(declaration, file, StringComparison.Ordinal);

        // Both are one type at run time: the one that may get null comes first.
        Assert.True(file.IndexOf("typeof(global::Page<string?>)", StringComparison.Ordinal) < file.IndexOf("typeof(global::Page<string>)", StringComparison.Ordinal), file);
    }

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

    [Theory]
    [InlineData("[Union(0, \"Acme.Square\")]", "names its subtype by a text")]
    [InlineData("[Union(0, typeof(Square))] [Union(1, typeof(Square))]", "a subtype that has a key already")]
    [InlineData("[Union(0, typeof(Square))] [Union(0, typeof(Circle))]", "is taken")]
    public async Task PSDK056_unions_that_are_not_clear(string unions, string what)
    {
        var diagnostics = await AnalyzerTest.VerifyAsync($$"""
            using MessagePack;

            [ClusterSerializable] {{unions}} public interface {|PSDK056:IShape|};
            public sealed class Square : IShape;
            public sealed class Circle : IShape;
            """);
        Assert.Contains(what, Message(Assert.Single(diagnostics)), StringComparison.Ordinal);
    }

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
