namespace PluginSdk.Generators.Tests.Contracts;

public sealed class ContractRulesTests
{
    private const string Report = """
        [ClusterEvent("published")]
        public sealed partial record Published(int Id, string Title, string? Note = null);
        """;

    [Fact]
    public async Task PSDK057_a_project_that_keeps_no_contract_is_told_once_and_quietly()
    {
        var diagnostic = Assert.Single(await ContractTest.DiagnosticsAsync(Report, file: null));
        Assert.Equal("PSDK057", diagnostic.Id);
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Info, diagnostic.Severity);
    }

    [Fact]
    public async Task Silent_where_contracts_are_switched_off_or_nothing_is_on_the_wire()
    {
        Assert.Empty(await ContractTest.DiagnosticsAsync(Report, file: null, path: null));
        Assert.Empty(await ContractTest.DiagnosticsAsync("public sealed class Plain;", file: null));
    }

    [Fact]
    public async Task Silent_where_the_file_says_what_the_code_does()
        => Assert.Empty(await ContractTest.AnalyzeAsync(Report, ContractTest.Update(Report)));

    [Fact]
    public async Task PSDK057_a_file_that_is_behind()
    {
        var found = await ContractTest.AnalyzeAsync(Report.Replace("= null", "= null, int Pages = 1", StringComparison.Ordinal), ContractTest.Update(Report));
        Assert.Equal(("PSDK057", "Pages"), (Assert.Single(found).Id, found[0].At));
    }

    [Fact]
    public async Task PSDK057_a_file_that_is_not_understood()
    {
        var found = await ContractTest.AnalyzeAsync(Report, "# mine\nwhat is this\n");
        Assert.Equal(("PSDK057", "line 2"), (Assert.Single(found).Id, found[0].At));
    }

    [Theory]
    [InlineData("int Id", "long Id", "Id", "'Published.Id' is 'int64' and was 'int32'")]
    [InlineData("int Id", "int? Id", "Id", "'int32?'")]
    [InlineData("string? Note = null", "string Note = \"\"", "Note", "is 'string' and was 'string?'")]
    [InlineData("string? Note = null", "List<string>? Note = null", "Note", "'[string]' and was 'string'")]
    [InlineData("string? Note", "string? Comment", "Comment", "seems to be renamed to 'Comment'")]
    [InlineData("string Title, ", "", "Published", "nodes of the old version require it")]
    [InlineData("string? Note = null", "string Author, string? Note = null", "Author", "new and required")]
    [InlineData("(\"published\")", "(\"report-published\")", "line 4", "the event 'published' is gone or has another name")]
    public async Task PSDK058_a_member_that_changes(string before, string after, string at, string message)
    {
        var found = await ContractTest.AnalyzeAsync(Report.Replace(before, after, StringComparison.Ordinal), ContractTest.Update(Report));
        Assert.Equal(("PSDK058", at), (Assert.Single(found).Id, found[0].At));
        Assert.Contains(message, found[0].Message, StringComparison.Ordinal);
    }

    private const string Keyed = """
        using MessagePack;

        [ClusterSerializable]
        public sealed class Order
        {
            [Key(0)] public int Id { get; set; }
            [Key(1)] public string Title { get; set; } = "";
            [Key(2)] public string? Note { get; set; }
        }
        """;

    [Fact]
    public async Task PSDK058_a_key_that_nil_takes_the_place_of()
    {
        var changed = Keyed.Replace("[Key(1)] public string Title { get; set; } = \"\";", "", StringComparison.Ordinal);
        var found = await ContractTest.AnalyzeAsync(changed, ContractTest.Update(Keyed));
        Assert.Equal(("PSDK058", "Order"), (Assert.Single(found).Id, found[0].At));
        Assert.Contains("nil in its place", found[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PSDK058_a_key_that_is_used_again_versions_later()
    {
        var without = Keyed.Replace("[Key(2)] public string? Note { get; set; }", "", StringComparison.Ordinal);
        var remembered = ContractTest.Update(without, ContractTest.Update(Keyed));
        Assert.Contains("2 = string?, removed", remembered, StringComparison.Ordinal);
        Assert.Empty(await ContractTest.AnalyzeAsync(without, remembered));

        var again = Keyed.Replace("string? Note", "int? Pages", StringComparison.Ordinal);
        var found = await ContractTest.AnalyzeAsync(again, remembered);
        Assert.Equal(("PSDK058", "Pages"), (Assert.Single(found).Id, found[0].At));
        Assert.Contains("removed before", found[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PSDK058_names_instead_of_keys()
    {
        var named = """
            [ClusterSerializable]
            public sealed class Order
            {
                public int Id { get; set; }
            }
            """;
        var found = await ContractTest.AnalyzeAsync(named, ContractTest.Update(Keyed));
        Assert.Contains("is a map on the wire and was an array", Assert.Single(found).Message, StringComparison.Ordinal);
    }

    private const string Shapes = """
        using MessagePack;

        [ClusterEvent("drawn")] public sealed partial record Drawn(IShape Shape, Level Level);
        [Union(0, typeof(Circle))] [Union(1, typeof(Square))] public interface IShape;
        public sealed class Circle : IShape { public int Radius { get; set; } }
        public sealed class Square : IShape { public int Side { get; set; } }
        public enum Level { Low, High }
        """;

    [Fact]
    public async Task PSDK058_subtypes_that_are_gone_or_swapped_and_enum_values_that_move()
    {
        var file = ContractTest.Update(Shapes);

        var gone = await ContractTest.AnalyzeAsync(Shapes.Replace("[Union(1, typeof(Square))]", "", StringComparison.Ordinal), file);
        Assert.Contains("the subtype 1 of 'IShape' is gone", Assert.Single(gone).Message, StringComparison.Ordinal);

        // The members of the subtypes differ, and so the change shows there.
        var swapped = await ContractTest.AnalyzeAsync(Shapes.Replace("[Union(0, typeof(Circle))] [Union(1, typeof(Square))]", "[Union(1, typeof(Circle))] [Union(0, typeof(Square))]", StringComparison.Ordinal), file);
        Assert.All(swapped, change => Assert.Equal("PSDK058", change.Id));
        Assert.Equal(2, swapped.Count);

        var moved = await ContractTest.AnalyzeAsync(Shapes.Replace("{ Low, High }", "{ Low, Middle, High }", StringComparison.Ordinal), file);
        Assert.Contains("'Level.High' is 2 and was 1", Assert.Single(moved).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PSDK059_a_subtype_that_is_added()
    {
        var added = Shapes.Replace("public interface IShape;", "[Union(2, typeof(Line))] public interface IShape; public sealed class Line : IShape;", StringComparison.Ordinal);
        var found = await ContractTest.AnalyzeAsync(added, ContractTest.Update(Shapes));
        var diagnostic = Assert.Single(found);
        Assert.Equal("PSDK059", diagnostic.Id);
        Assert.Equal("IShape", diagnostic.At);
    }

    private const string Service = """
        public sealed partial class Service(ICluster cluster)
        {
            [ClusterCache("texts")] public partial IClusterCache<int, string> Texts { get; }
            [ClusterLock("rebuild/{tenant}")] public partial Task RebuildAsync(string tenant, CancellationToken ct);
            [PerClusterJob("nightly", Every = "1h")] public Task NightlyAsync() => Task.CompletedTask;
        }
        """;

    [Theory]
    [InlineData("\"texts\"", "\"words\"", "the cache 'texts' is gone")]
    [InlineData("IClusterCache<int, string>", "IClusterCache<long, string>", "'int64' and was 'int32'")]
    [InlineData("IClusterCache<int, string>", "IClusterCache<int, byte[]>", "'binary' and was 'string'")]
    [InlineData("rebuild/", "build/", "the lock 'rebuild/{tenant}' is gone")]
    [InlineData("PerClusterJob", "PerNodeJob", "runs per node and ran per cluster")]
    [InlineData("nightly", "daily", "the job 'nightly' is gone")]
    public async Task PSDK058_names_and_types_that_nodes_share(string before, string after, string message)
    {
        var found = await ContractTest.AnalyzeAsync(Service.Replace(before, after, StringComparison.Ordinal), ContractTest.Update(Service));
        var diagnostic = Assert.Single(found);
        Assert.Equal("PSDK058", diagnostic.Id);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{tenant}", "{customer}", "string tenant", "string customer")]
    [InlineData("IClusterCache<int, string>", "IClusterCache<int, string>", "Service", "Other")]
    public async Task What_is_not_on_the_wire_may_change(string before, string after, string otherBefore, string otherAfter)
    {
        var changed = Service.Replace(before, after, StringComparison.Ordinal).Replace(otherBefore, otherAfter, StringComparison.Ordinal);
        var found = await ContractTest.AnalyzeAsync(changed, ContractTest.Update(Service));
        Assert.DoesNotContain(found, change => change.Id == "PSDK058");
    }

    [Fact]
    public async Task A_type_may_be_renamed_and_a_list_become_an_array()
    {
        const string before = """
            [ClusterEvent("e")] public sealed partial record E(List<Part> Parts);
            public sealed class Part { public int Size { get; set; } }
            """;
        const string after = """
            [ClusterEvent("e")] public sealed partial record Renamed(IReadOnlyCollection<Piece> Parts);
            public sealed class Piece { public int Size { get; set; } }
            """;
        var found = await ContractTest.AnalyzeAsync(after, ContractTest.Update(before));
        Assert.Equal("PSDK057", Assert.Single(found).Id);
    }
}
