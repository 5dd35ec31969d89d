namespace PluginSdk.Generators.Tests.Serialization;

/// <summary>What a change means while two versions run.</summary>
public enum Verdict
{
    Compatible,
    InTwoSteps,
    Breaks,
}

/// <summary>One version of a plugin: its types, a value, and what a reader makes of the value.</summary>
internal sealed record PluginVersion(string Types, string Sample, string Show)
{
    public string Source => $$"""
        using MessagePack;

        public static class Program
        {
            public static byte[] Write() => PluginSdk.Wire.WireSerializer.Serialize(Sample());
            public static string Read(byte[] bytes) => Show(PluginSdk.Wire.WireSerializer.Deserialize<Report>(bytes));
            private static Report Sample() => {{Sample}};
            private static string Show(Report report) => $"{{Show}}";
        }

        {{Types}}
        """;

    public static PluginVersion Of(string members, string sample, string show)
        => new($"[ClusterSerializable] public sealed partial class Report {{ {members} }}", $"new() {{ {sample} }}", show);
}

/// <summary>A change from one version to another one, after one in between where the row is about what is remembered.</summary>
internal sealed record CompatibilityChange(string Row, string Change, Verdict Verdict, PluginVersion Old, PluginVersion New, PluginVersion? Between = null);

/// <summary>Changes for each row of the table in PSDK058.md, under the row's own words.</summary>
internal static class CompatibilityChanges
{
    private const string Title = "public string Title { get; set; } = \"\"; ";
    private const string Shown = "{report.Title}";
    private static readonly PluginVersion s_title = PluginVersion.Of(Title, "Title = \"t\"", Shown);

    public static IReadOnlyList<CompatibilityChange> All { get; } = [.. Members(), .. Keys(), .. Types(), .. UnionsAndEnums()];

    private static IEnumerable<CompatibilityChange> Members()
    {
        const string added = "a member is added with a default value, an initializer, or as nullable";
        yield return new(added, "initializer", Verdict.Compatible, s_title, PluginVersion.Of(Title + "public int Pages { get; set; } = 3;", "Title = \"t\", Pages = 7", Shown));
        yield return new(added, "nullable", Verdict.Compatible, s_title, PluginVersion.Of(Title + "public string? Note { get; set; }", "Title = \"t\", Note = \"n\"", Shown));
        yield return new(added, "default value", Verdict.Compatible, Record("string Title", "\"t\""), Record("string Title, int Pages = 3", "\"t\", 7"));
        const string required = "a `required` member is added, or a constructor parameter of a reference type without default";
        yield return new(required, "required", Verdict.Breaks, s_title, PluginVersion.Of(Title + "public required int Pages { get; set; }", "Title = \"t\", Pages = 7", Shown));
        yield return new(required, "parameter", Verdict.Breaks, Record("string Title", "\"t\""), Record("string Title, string Author", "\"t\", \"a\""));
        yield return new("a member that is not required is removed", "removed", Verdict.Compatible, PluginVersion.Of(Title + "public int Pages { get; set; }", "Title = \"t\", Pages = 7", Shown), s_title);
        yield return new("a required member is removed", "removed", Verdict.Breaks, PluginVersion.Of(Title + "public required int Pages { get; set; }", "Title = \"t\", Pages = 7", Shown), s_title);
        yield return new("a member is renamed (names on the wire)", "renamed", Verdict.Breaks, s_title, PluginVersion.Of(Title.Replace("Title", "Name", StringComparison.Ordinal), "Name = \"t\"", "{report.Name}"));
    }

    private static PluginVersion Record(string parameters, string arguments)
        => new($"[ClusterSerializable] public sealed partial record Report({parameters});", $"new({arguments})", Shown);

    private static IEnumerable<CompatibilityChange> Keys()
    {
        var keyed = PluginVersion.Of("[Key(0)] public string? Title { get; set; } [Key(1)] public string? Note { get; set; }", "Title = \"t\", Note = \"n\"", "{report.Title}|{report.Note}");
        yield return new("a property behind a `[Key(n)]` is renamed", "renamed", Verdict.Compatible, keyed, PluginVersion.Of("[Key(0)] public string? Title { get; set; } [Key(1)] public string? Text { get; set; }", "Title = \"t\", Text = \"n\"", "{report.Title}|{report.Text}"));
        const string swapped = "two members change their `[Key(n)]`, or one takes the key of another";
        yield return new(swapped, "swapped", Verdict.Breaks, keyed, PluginVersion.Of("[Key(1)] public string? Title { get; set; } [Key(0)] public string? Note { get; set; }", "Title = \"t\", Note = \"n\"", "{report.Title}|{report.Note}"));
        yield return new(swapped, "moved up", Verdict.Breaks, keyed, PluginVersion.Of("[Key(0)] public string? Note { get; set; }", "Note = \"n\"", "t|{report.Note}"));
        yield return new(swapped, "moved away", Verdict.Breaks, keyed, PluginVersion.Of("[Key(0)] public string? Title { get; set; } [Key(2)] public string? Note { get; set; }", "Title = \"t\", Note = \"n\"", "{report.Title}|{report.Note}"));

        const string below = "a member is added at a `[Key(n)]` below the largest one";
        var gap = PluginVersion.Of("[Key(0)] public int First { get; set; } [Key(3)] public int Last { get; set; }", "First = 1, Last = 2", "{report.First}|{report.Last}");
        yield return new(below, "not nullable", Verdict.Breaks, gap, PluginVersion.Of("[Key(0)] public int First { get; set; } [Key(1)] public int Second { get; set; } [Key(3)] public int Last { get; set; }", "First = 1, Second = 5, Last = 2", "{report.First}|{report.Last}"));
        yield return new(below, "nullable", Verdict.Compatible, gap, PluginVersion.Of("[Key(0)] public int First { get; set; } [Key(1)] public int? Second { get; set; } [Key(3)] public int Last { get; set; }", "First = 1, Second = 5, Last = 2", "{report.First}|{report.Last}"));

        const string middle = "a `[Key(n)]` in the middle is removed";
        yield return new(middle, "not nullable", Verdict.Breaks, PluginVersion.Of("[Key(0)] public int First { get; set; } [Key(1)] public int Second { get; set; } [Key(3)] public int Last { get; set; }", "First = 1, Second = 5, Last = 2", "{report.First}|{report.Last}"), gap);
        yield return new(middle, "nullable", Verdict.Compatible, PluginVersion.Of("[Key(0)] public int First { get; set; } [Key(1)] public int? Second { get; set; } [Key(3)] public int Last { get; set; }", "First = 1, Second = 5, Last = 2", "{report.First}|{report.Last}"), gap);

        const string back = "a name or key that was removed comes back as another type, or a key under another name";
        yield return new(back, "a name", Verdict.Breaks, PluginVersion.Of(Title + "public int Size { get; set; }", "Title = \"t\", Size = 5", Shown), PluginVersion.Of(Title + "public string? Size { get; set; }", "Title = \"t\", Size = \"s\"", Shown), s_title);
        var first = PluginVersion.Of("[Key(0)] public string? Title { get; set; }", "Title = \"t\"", "{report.Title}|");
        yield return new(back, "a key", Verdict.Breaks, PluginVersion.Of("[Key(0)] public string? Title { get; set; } [Key(1)] public string? Note { get; set; }", "Title = \"t\", Note = \"n\"", "{report.Title}|"), PluginVersion.Of("[Key(0)] public string? Title { get; set; } [Key(1)] public string? Author { get; set; }", "Title = \"t\"", "{report.Title}|{report.Author}"), first);
    }

    private static IEnumerable<CompatibilityChange> Types()
    {
        const string type = "the type of a member, key or value changes, also `int` to `long` or `T` to `T?`";
        yield return new(type, "wider", Verdict.Breaks, PluginVersion.Of("public int Size { get; set; }", "Size = 1", "{report.Size}"), PluginVersion.Of("public long Size { get; set; }", "Size = 5_000_000_000", "{report.Size}"));
        yield return new(type, "nullable", Verdict.Breaks, s_title, PluginVersion.Of("public string? Title { get; set; }", "", Shown));
        yield return new(type, "another", Verdict.Breaks, s_title, PluginVersion.Of("public int Title { get; set; }", "", Shown));
        const string lists = "`List<T>`, `T[]`, `IReadOnlyList<T>`, `HashSet<T>` … for each other";
        var list = PluginVersion.Of("public List<int> Items { get; set; } = [];", "Items = [1, 2]", "{string.Join(',', report.Items)}");
        foreach (var other in new[] { "int[]", "IReadOnlyList<int>", "HashSet<int>" })
            yield return new(lists, other, Verdict.Compatible, list, PluginVersion.Of($"public {other} Items {{ get; set; }} = [];", "Items = [3, 4]", "{string.Join(',', report.Items)}"));
        const string part = "public sealed class Part { public int Size { get; set; } } [ClusterSerializable] public sealed partial record Report(Part Part);";
        yield return new("a class is renamed", "renamed", Verdict.Compatible, new PluginVersion(part, "new(new Part { Size = 1 })", "{report.Part.Size}"), new PluginVersion(part.Replace("class Part", "class Piece", StringComparison.Ordinal).Replace("(Part Part)", "(Piece Part)", StringComparison.Ordinal), "new(new Piece { Size = 2 })", "{report.Part.Size}"));
        yield return new("names instead of keys, or the other way round", "keys", Verdict.Breaks, s_title, PluginVersion.Of("[Key(0)] " + Title, "Title = \"t\"", Shown));
    }

    private static IEnumerable<CompatibilityChange> UnionsAndEnums()
    {
        const string show = "{report.What.GetType().Name}";
        var one = Union("[Union(0, typeof(Opened))]", "Opened");
        var two = Union("[Union(0, typeof(Opened))] [Union(1, typeof(Closed))]", "Closed");
        yield return new("a subtype is added to a `[Union]`", "added", Verdict.InTwoSteps, one, two);
        yield return new("a subtype is removed, or its number given to another", "removed", Verdict.Breaks, two, one);
        yield return new("a subtype is removed, or its number given to another", "swapped", Verdict.Breaks, two, Union("[Union(1, typeof(Opened))] [Union(0, typeof(Closed))]", "Closed"));
        yield return new("a subtype behind a number is renamed", "renamed", Verdict.Compatible, one with { Show = "{report.What is Opened}" }, new PluginVersion(one.Types.Replace("Opened", "Started", StringComparison.Ordinal), "new(new Started())", "{report.What is Started}"));

        var level = Enum("Low, High", "High");
        yield return new("an enum value is added", "added", Verdict.Compatible, level with { Show = "{(int)report.Level}" }, Enum("Low, High, Highest", "Highest") with { Show = "{(int)report.Level}" });
        const string number = "the number of an enum value changes, or that of a removed value is used again";
        yield return new(number, "moved", Verdict.Breaks, level, Enum("Low, Middle, High", "High"));
        yield return new(number, "used again", Verdict.Breaks, level, Enum("Low, Top", "Top"), Enum("Low", "Low"));
        yield return new("the integer under an enum changes (`enum Level : byte` to `int`)", "wider", Verdict.Breaks, Enum("Low, High", "High", " : byte"), Enum("Low, High, Huge = 300", "Huge"));

        static PluginVersion Union(string unions, string sample) => new(
            $"{unions} public interface IWhat; public sealed class Opened : IWhat; public sealed class Closed : IWhat; [ClusterSerializable] public sealed partial record Report(IWhat What);",
            $"new(new {sample}())",
            show);

        static PluginVersion Enum(string values, string sample, string integer = "") => new(
            $"public enum Level{integer} {{ {values} }} [ClusterSerializable] public sealed partial record Report(Level Level);",
            $"new(Level.{sample})",
            "{report.Level}");
    }
}
