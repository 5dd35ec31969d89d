namespace PluginSdk.Generators.Tests.Contracts;

public sealed class ContractRulesTests
{
    private const string Report = """
        [ClusterEvent("published")]
        public sealed partial record Published(int Id, string Title, string? Note = null);
        """;

    [Fact]
    public async Task PSDK057_a_project_that_keeps_no_contract_is_warned_once()
    {
        var diagnostic = Assert.Single(await ContractTest.DiagnosticsAsync(Report, file: null));
        Assert.Equal("PSDK057", diagnostic.Id);
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, diagnostic.Severity);
    }

    [Fact]
    public async Task PSDK057_an_unreadable_file_is_not_written_over()
    {
        var merged = ContractTest.Update(Report).Replace("event published", "<<<<<<< HEAD\nevent published", StringComparison.Ordinal);
        Assert.Null(ContractTest.TryUpdate(Report, merged));

        var diagnostic = Assert.Single(await ContractTest.DiagnosticsAsync(Report, merged, updating: true));
        Assert.Equal(("PSDK057", Microsoft.CodeAnalysis.DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains("would be lost", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_another_name_is_held_against_the_code()
    {
        const string path = "/project/contracts/wire.txt";
        var file = ContractTest.Update(Report, path: path);
        Assert.Empty(await ContractTest.AnalyzeAsync(Report, file, path));
        var found = await ContractTest.AnalyzeAsync(Report.Replace("int Id", "long Id", StringComparison.Ordinal), file, path);
        Assert.Equal("PSDK058", Assert.Single(found).Id);
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

    [Fact]
    public async Task PSDK058_the_integer_under_an_enum()
    {
        const string source = """
            [ClusterEvent("e")] public sealed partial record E(Level Level);
            public enum Level : byte { Low, High }
            """;
        var found = await ContractTest.AnalyzeAsync(source.Replace("byte", "int", StringComparison.Ordinal), ContractTest.Update(source));
        Assert.Equal(("PSDK058", "Level"), (Assert.Single(found).Id, found[0].At));
        Assert.Contains("'int32' on the wire and was 'uint8'", found[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PSDK058_what_is_inside_a_generic_type_with_a_nullable_argument()
    {
        const string source = """
            [ClusterEvent("e")] public sealed partial record E(Page<string?> Page);
            public sealed class Page<T> { public T Item { get; set; } = default!; public int Total { get; set; } }
            """;
        var found = await ContractTest.AnalyzeAsync(source.Replace("int Total", "long Total", StringComparison.Ordinal), ContractTest.Update(source));
        Assert.Equal(("PSDK058", "Total"), (Assert.Single(found).Id, found[0].At));
    }

    [Fact]
    public async Task PSDK058_a_renamed_type_remembers_what_was_removed_from_it()
    {
        const string first = """
            [ClusterEvent("e")] public sealed partial record E(Part Part);
            public sealed class Part { public int Size { get; set; } public int Gone { get; set; } }
            """;
        var second = first.Replace("public int Gone { get; set; }", "", StringComparison.Ordinal);
        var third = second.Replace("Part", "Piece", StringComparison.Ordinal).Replace("Piece Piece)", "Piece Part)", StringComparison.Ordinal);
        var file = ContractTest.Update(third, ContractTest.Update(second, ContractTest.Update(first)));
        Assert.Contains("map Piece\n    Gone = int32, removed\n", file, StringComparison.Ordinal);

        var fourth = third.Replace("int Size", "string? Gone { get; set; } public int Size", StringComparison.Ordinal);
        var found = await ContractTest.AnalyzeAsync(fourth, file);
        Assert.Equal(("PSDK058", "Gone"), (Assert.Single(found).Id, found[0].At));
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
        Assert.Contains("2 Note = string?, removed", remembered, StringComparison.Ordinal);
        Assert.Empty(await ContractTest.AnalyzeAsync(without, remembered));

        var again = Keyed.Replace("string? Note", "int? Pages", StringComparison.Ordinal);
        var found = await ContractTest.AnalyzeAsync(again, remembered);
        Assert.Equal(("PSDK058", "Pages"), (Assert.Single(found).Id, found[0].At));
        Assert.Contains("removed before", found[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PSDK058_members_that_change_places()
    {
        var swapped = Keyed
            .Replace("[Key(1)] public string Title { get; set; } = \"\";", "[Key(1)] public string? Note { get; set; }", StringComparison.Ordinal)
            .Replace("[Key(2)] public string? Note", "[Key(2)] public string? Title", StringComparison.Ordinal);
        var file = ContractTest.Update(Keyed.Replace("string Title { get; set; } = \"\"", "string? Title { get; set; }", StringComparison.Ordinal));
        var found = await ContractTest.AnalyzeAsync(swapped, file);
        Assert.Equal([("PSDK058", "Note"), ("PSDK058", "Title")], found.Select(change => (change.Id, change.At)));
        Assert.Contains("is 'Note' and was 'Title'", found[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Note", "Comment", "PSDK057")] // renamed
    [InlineData("[Key(2)] public string? Note", "[Key(3)] public string? Note", "PSDK058")] // moved
    [InlineData("[Key(2)] public string? Note", "[Key(2)] public string? Note { get; set; } [Key(3)] public int More", "PSDK057")] // added at the end
    public async Task What_a_change_of_one_position_is(string before, string after, string expected)
    {
        var found = await ContractTest.AnalyzeAsync(Keyed.Replace(before, after, StringComparison.Ordinal), ContractTest.Update(Keyed));
        Assert.Equal(expected, Assert.Single(found).Id);
    }

    [Fact]
    public async Task PSDK058_a_removed_key_under_another_name()
    {
        var without = Keyed.Replace("[Key(2)] public string? Note { get; set; }", "", StringComparison.Ordinal);
        var remembered = ContractTest.Update(without, ContractTest.Update(Keyed));
        var found = await ContractTest.AnalyzeAsync(Keyed.Replace("Note", "Author", StringComparison.Ordinal), remembered);
        Assert.Equal(("PSDK058", "Author"), (Assert.Single(found).Id, found[0].At));
        Assert.DoesNotContain(await ContractTest.AnalyzeAsync(Keyed, remembered), change => change.Id == "PSDK058");
    }

    [Fact]
    public async Task PSDK058_a_new_or_returning_member_where_old_nodes_send_nil()
    {
        const string gaps = """
            using MessagePack;

            [ClusterSerializable]
            public sealed class Order
            {
                [Key(0)] public int Id { get; set; }
                [Key(3)] public int Count { get; set; }
            }
            """;
        var file = ContractTest.Update(gaps);
        var added = gaps.Replace("[Key(3)]", "[Key(1)] public int Pages { get; set; } [Key(3)]", StringComparison.Ordinal);
        var found = await ContractTest.AnalyzeAsync(added, file);
        Assert.Equal(("PSDK058", "Pages"), (Assert.Single(found).Id, found[0].At));
        Assert.Contains("nil in its place", found[0].Message, StringComparison.Ordinal);
        Assert.Equal("PSDK057", Assert.Single(await ContractTest.AnalyzeAsync(added.Replace("int Pages", "int? Pages", StringComparison.Ordinal), file)).Id);

        // It was there, went away while it could, and comes back.
        var returned = await ContractTest.AnalyzeAsync(added, ContractTest.Update(gaps, ContractTest.Update(added)));
        Assert.Equal(("PSDK058", "Pages"), (Assert.Single(returned).Id, returned[0].At));
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

        var swapped = await ContractTest.AnalyzeAsync(Shapes.Replace("[Union(0, typeof(Circle))] [Union(1, typeof(Square))]", "[Union(1, typeof(Circle))] [Union(0, typeof(Square))]", StringComparison.Ordinal), file);
        Assert.All(swapped, change => Assert.Equal("PSDK058", change.Id));
        Assert.Equal(2, swapped.Count);

        var moved = await ContractTest.AnalyzeAsync(Shapes.Replace("{ Low, High }", "{ Low, Middle, High }", StringComparison.Ordinal), file);
        Assert.Contains("'Level.High' is 2 and was 1", Assert.Single(moved).Message, StringComparison.Ordinal);
    }

    private const string Empty = """
        using MessagePack;

        [ClusterEvent("happened")] public sealed partial record Happened(IWhat What);
        [Union(0, typeof(Opened))] [Union(1, typeof(Closed))] public interface IWhat;
        public sealed class Opened : IWhat;
        public sealed class Closed : IWhat;
        """;

    [Fact]
    public async Task PSDK058_subtypes_that_look_alike_and_change_numbers()
    {
        var file = ContractTest.Update(Empty);
        var swapped = await ContractTest.AnalyzeAsync(Empty.Replace("[Union(0, typeof(Opened))] [Union(1, typeof(Closed))]", "[Union(1, typeof(Opened))] [Union(0, typeof(Closed))]", StringComparison.Ordinal), file);
        Assert.Equal(2, swapped.Count);
        Assert.All(swapped, change => Assert.Equal(("PSDK058", "IWhat"), (change.Id, change.At)));

        var renamed = await ContractTest.AnalyzeAsync(Empty.Replace("Opened", "Started", StringComparison.Ordinal), file);
        Assert.Equal("PSDK057", Assert.Single(renamed).Id);

        // Removed with its number, which another one gets later, or it itself.
        const string without = "[Union(0, typeof(Opened))] public interface IWhat;";
        var remembered = ContractTest.Update(Empty.Replace("[Union(0, typeof(Opened))] [Union(1, typeof(Closed))] public interface IWhat;", without, StringComparison.Ordinal), file);
        var another = await ContractTest.AnalyzeAsync(Empty.Replace("Closed", "Locked", StringComparison.Ordinal), remembered);
        Assert.Equal("PSDK058", Assert.Single(another).Id);
        var back = await ContractTest.AnalyzeAsync(Empty, remembered);
        Assert.Equal("PSDK059", Assert.Single(back).Id);
    }

    [Fact]
    public async Task PSDK058_the_number_of_a_removed_enum_value()
    {
        var removed = ContractTest.Update(Shapes.Replace("{ Low, High }", "{ Low }", StringComparison.Ordinal), ContractTest.Update(Shapes));
        var reused = await ContractTest.AnalyzeAsync(Shapes.Replace("{ Low, High }", "{ Low, Middle }", StringComparison.Ordinal), removed);
        Assert.Equal(("PSDK058", "Middle"), (Assert.Single(reused).Id, reused[0].At));

        // Renamed at once, it is the same value.
        var renamed = await ContractTest.AnalyzeAsync(Shapes.Replace("{ Low, High }", "{ Low, Top }", StringComparison.Ordinal), ContractTest.Update(Shapes));
        Assert.Equal("PSDK057", Assert.Single(renamed).Id);
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
    [InlineData("rebuild/{tenant}\"", "rebuild/{tenant}\", Global = true", "is one for all plugins and was the plugin's own")]
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
