using PluginSdk.Generators.Contracts;

namespace PluginSdk.Generators.Tests.Contracts;

public sealed class ContractTextTests
{
    private const string Source = """
        using MessagePack;

        namespace Acme;

        public sealed partial class Service(ICluster cluster)
        {
            [ClusterCache("reports")] public partial IClusterCache<(int Tenant, Guid Id), Report?> Reports { get; }
            [ClusterLock("rebuild/{tenant}")] public partial Task RebuildAsync(string tenant, CancellationToken ct);
            [PerClusterJob("nightly", Every = "1h")] public Task NightlyAsync() => Task.CompletedTask;
            [PerNodeJob("sweep", Every = "1h")] public Task SweepAsync() => Task.CompletedTask;
        }

        [ClusterEvent("report-published")]
        public sealed partial record ReportPublished(Guid Id, Report Report);

        public sealed class Report
        {
            public required string Title { get; init; }
            public IReadOnlyList<Part> Parts { get; init; } = [];
            public Dictionary<string, Status[]> ByStatus { get; init; } = [];
            [Key("odd = name")] public Page<int>? Page { get; set; }
            public ReadOnlyMemory<byte> Image { get; set; }
        }

        public readonly record struct Part([property: Key(10)] int Size, [property: Key(2)] IShape? Shape);
        public sealed class Page<T> { public T? Item { get; set; } }
        public enum Status { Draft, Final = 7 }

        [Union(0, typeof(Square))] public interface IShape;
        public sealed class Square : IShape;
        """;

    [Fact]
    public void A_contract_is_text_that_people_review()
        => Assert.Equal("""
            # What nodes of different versions rely on. Written by: dotnet build -p:UpdateClusterContracts=true
            # Check it in, and review its changes: https://github.com/pluginsdk/pluginsdk/blob/main/runtime/PluginSdk/docs/PSDK058.md

            cache reports = (int32, guid) -> Acme.Report?
            event report-published = Acme.ReportPublished
            job nightly = per cluster
            job sweep = per node
            lock rebuild/{tenant}

            union Acme.IShape
                0 = Acme.Square

            map Acme.Page<int>
                Item = int32

            array Acme.Part
                2 Shape = Acme.IShape?
                10 Size = int32

            map Acme.Report
                ByStatus = {string: [Acme.Status]}
                Image = binary
                Parts = [Acme.Part]
                Title = string, required
                odd %003D name = Acme.Page<int>?

            map Acme.ReportPublished
                Id = guid
                Report = Acme.Report, required

            map Acme.Square

            enum Acme.Status : int32
                Draft = 0
                Final = 7

            """.ReplaceLineEndings("\n"), ContractTest.Update(Source));

    [Fact]
    public void What_was_written_is_read_again()
    {
        var text = ContractTest.Update(Source);
        var contract = ContractText.Parse(text, out var wrongLine);
        Assert.Equal(-1, wrongLine);
        Assert.Equal(text, ContractText.Of(contract!));
        Assert.Equal(text, ContractText.Of(ContractText.Parse(text.Replace("\n", "\r\n", StringComparison.Ordinal), out _)!));
    }

    [Fact]
    public void Files_without_names_of_positions_and_integers_of_enums_are_read_too()
    {
        var contract = ContractText.Parse("array Acme.Part\n    2 = int32\nenum Acme.Status\n    Draft = 0\n", out _)!;
        Assert.Null(contract.Types["Acme.Part"].Members["2"].Name);
        Assert.Null(contract.Types["Acme.Status"].Base);
    }

    [Fact]
    public void A_generic_type_is_called_the_same_where_it_is_used_and_where_it_is_defined()
    {
        var text = ContractTest.Update("""
            namespace Acme;

            [ClusterSerializable] public sealed class Pages { public Page<string> Names { get; set; } = new(); public Page<string?> Notes { get; set; } = new(); }
            public sealed class Page<T> { public T Item { get; set; } = default!; }
            """);
        Assert.Contains("    Names = Acme.Page<string>\n    Notes = Acme.Page<string?>\n", text, StringComparison.Ordinal);
        Assert.Contains("map Acme.Page<string>\n    Item = string\n", text, StringComparison.Ordinal);
        Assert.Contains("map Acme.Page<string?>\n    Item = string?\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_collection_of_the_authors_is_what_it_holds()
    {
        var text = ContractTest.Update("""
            namespace Acme;

            [ClusterSerializable] public sealed class Tags : List<string>;
            [ClusterEvent("e")] public sealed partial record E(Tags Tags, Counts Counts);
            public sealed class Counts : Dictionary<string, int>;
            """);
        Assert.Contains("root Acme.Tags = [string]\n", text, StringComparison.Ordinal);
        Assert.Contains("    Counts = {string: int32}, required\n    Tags = [string], required\n", text, StringComparison.Ordinal);
        Assert.Equal(text, ContractText.Of(ContractText.Parse(text, out _)!));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("event a = [int32")]
    [InlineData("    Member = int32")]
    [InlineData("map Acme.A\n    Member")]
    [InlineData("map Acme.A\n    Member = {int32}")]
    [InlineData("lock a\nlock a")]
    [InlineData("enum Acme.A : uint8 : int8")]
    [InlineData("<<<<<<< HEAD\nlock a")]
    public void A_line_that_is_none_is_found(string text) => Assert.Null(ContractText.Parse(text, out _));

    [Fact]
    public void A_build_that_does_not_update_carries_no_contract()
    {
        var run = Verification.GeneratorTest.Run("[ClusterSerializable] public sealed class Report { public int Id { get; set; } }");
        Assert.DoesNotContain(run.Files.Keys, name => name.Contains("ClusterContracts", StringComparison.Ordinal));
    }
}
