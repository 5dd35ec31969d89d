using PluginSdk.Generators.Tests.Verification;
using PluginSdk.Wire;

namespace PluginSdk.Generators.Tests.Serialization;

/// <summary>Two versions of a plugin, compiled here, read each other's bytes as nodes do during a rolling upgrade.</summary>
public sealed class MixedVersionTests
{
    /// <summary>What both versions offer to the test: a value as bytes, and bytes as text.</summary>
    private const string Program = """
        public static class Program
        {
            public static byte[] Write() => PluginSdk.Wire.WireSerializer.Serialize(Sample());
            public static string Read(byte[] bytes) => Show(PluginSdk.Wire.WireSerializer.Deserialize<Report>(bytes));
        """;

    [Fact]
    public void A_member_with_a_default_may_be_added_and_a_member_removed()
    {
        const string first = Program + """
                static Report Sample() => new("title", "gone", 1);
                static string Show(Report report) => $"{report.Title}|{report.Old}|{report.Pages}";
            }

            [ClusterSerializable]
            public sealed partial record Report(string Title, string? Old, int Pages);
            """;
        const string second = Program + """
                static Report Sample() => new("title", 2) { Tags = ["x"] };
                static string Show(Report report) => $"{report.Title}|{report.Pages}|{report.Author}|{string.Join(",", report.Tags)}";
            }

            [ClusterSerializable]
            public sealed partial record Report(string Title, long Pages, string Author = "nobody")
            {
                public List<string> Tags { get; init; } = ["default"];
            }
            """;

        AssertReads(first, second, oldReadsNew: "title||2", newReadsOld: "title|1|nobody|default");
    }

    [Fact]
    public void Keyed_members_may_be_added_at_the_end_and_left_out_where_they_may_be_null()
    {
        const string first = "using MessagePack;\n" + Program + """
                static Report Sample() => new() { Title = "title", Note = "note" };
                static string Show(Report report) => $"{report.Title}|{report.Note}";
            }

            [ClusterSerializable]
            public sealed partial class Report
            {
                [Key(0)] public string Title { get; set; } = "";
                [Key(1)] public string? Note { get; set; } = "default";
            }
            """;
        const string second = "using MessagePack;\n" + Program + """
                static Report Sample() => new() { Title = "title", Parts = [new Part { Size = 3 }] };
                static string Show(Report report) => $"{report.Title}|{report.Parts.Count}|{report.Kind}";
            }

            [ClusterSerializable]
            public sealed partial class Report
            {
                [Key(0)] public string Title { get; set; } = "";
                [Key(2)] public List<Part> Parts { get; init; } = [];
                [Key(3)] public Kind Kind { get; init; } = Kind.New;
            }

            public sealed class Part { [Key(0)] public int Size { get; set; } }
            public enum Kind { Old, New }
            """;

        AssertReads(first, second, oldReadsNew: "title|", newReadsOld: "title|0|New");
    }

    [Fact]
    public void A_subtype_that_is_added_is_an_error_on_old_nodes_and_never_null()
    {
        const string shapes = """
            public sealed class Circle : IShape { public int Radius { get; set; } }
            [ClusterSerializable] public sealed partial record Report(IShape Shape);
            """;
        using var first = Load("using MessagePack;\n" + Program + """
                static Report Sample() => new(new Circle { Radius = 1 });
                static string Show(Report report) => report.Shape.GetType().Name;
            }

            [Union(0, typeof(Circle))] public interface IShape;
            """ + shapes);
        using var second = Load("using MessagePack;\n" + Program + """
                static Report Sample() => new(new Square());
                static string Show(Report report) => report.Shape.GetType().Name;
            }

            [Union(0, typeof(Circle))] [Union(1, typeof(Square))] public interface IShape;
            public sealed class Square : IShape;
            """ + shapes);

        Assert.Equal("Circle", second.Call("Program", "Read", Bytes(first)));
        var exception = Assert.Throws<WireFormatException>(() => first.Call("Program", "Read", Bytes(second)));
        Assert.Contains("newer version", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_member_that_is_added_is_an_error_that_says_so()
    {
        using var first = Load(Program + """
                static Report Sample() => new() { Title = "title" };
                static string Show(Report report) => report.Title;
            }

            [ClusterSerializable] public sealed partial class Report { public required string Title { get; init; } }
            """);
        using var second = Load(Program + """
                static Report Sample() => new() { Title = "title", Author = "author" };
                static string Show(Report report) => report.Author;
            }

            [ClusterSerializable] public sealed partial class Report
            {
                public required string Title { get; init; }
                public required string Author { get; init; }
            }
            """);

        Assert.Equal("title", first.Call("Program", "Read", Bytes(second)));
        var exception = Assert.Throws<WireFormatException>(() => second.Call("Program", "Read", Bytes(first)));
        Assert.Contains("'Author'", exception.Message, StringComparison.Ordinal);
    }

    private static void AssertReads(string first, string second, string oldReadsNew, string newReadsOld)
    {
        using var older = Load(first);
        using var newer = Load(second);
        Assert.Equal(oldReadsNew, older.Call("Program", "Read", Bytes(newer)));
        Assert.Equal(newReadsOld, newer.Call("Program", "Read", Bytes(older)));
    }

    private static LoadedProject Load(string source) => GeneratorTest.Run(source).Load();

    private static byte[] Bytes(LoadedProject project) => (byte[])project.Call("Program", "Write")!;
}
