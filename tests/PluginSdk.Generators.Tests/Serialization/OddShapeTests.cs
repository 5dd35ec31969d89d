using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Serialization;

/// <summary>Types that a generator stumbles over: each is compiled with its codec and taken there and back.</summary>
public sealed class OddShapeTests
{
    private const string Check = """
        public static class Check
        {
            public static T Again<T>(PluginSdk.Wire.IWireCodec<T> codec, T value)
            {
                var bytes = PluginSdk.Wire.WireSerializer.Serialize(codec, value);
                var again = PluginSdk.Wire.WireSerializer.Deserialize(codec, bytes.AsSpan());
                if (!PluginSdk.Wire.WireSerializer.Serialize(codec, again).AsSpan().SequenceEqual(bytes))
                    throw new InvalidOperationException(typeof(T) + " did not come back");
                return again;
            }

            public static T Again<T>(T value) where T : PluginSdk.Wire.IWireSerializable<T> => Again(PluginSdk.Wire.WireCodecs.Of<T>(), value);

            public static void IsTrue(bool condition, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string? what = null)
            {
                if (!condition)
                    throw new InvalidOperationException(what);
            }
        }

        """;

    private static void Run(string source)
    {
        using var project = GeneratorTest.Run(Check + source).Load();
        project.Call("Program", "Run");
    }

    [Fact]
    public void Members_with_the_names_of_keywords_and_of_what_the_codec_uses_itself() => Run("""
        public static class Program
        {
            public static void Run()
            {
                var again = Check.Again(new Odd(1, 2, 3, 4, 5, 6, 7, 8) { Expected = 9, Instance = 10, IndexOf = 11, Write = 12, Größe = 13, _private = 14, items = 15, Items = 16 });
                Check.IsTrue(again == new Odd(1, 2, 3, 4, 5, 6, 7, 8) { Expected = 9, Instance = 10, IndexOf = 11, Write = 12, Größe = 13, _private = 14, items = 15, Items = 16 });
            }
        }

        [ClusterSerializable]
        public sealed partial record Odd(int @class, int Reader, int Writer, int Value, int Count, int Seen, int Result, int Member)
        {
            public int Expected { get; init; }
            public int Instance { get; init; }
            public int IndexOf { get; set; }
            public int Write { get; set; }
            public int Größe { get; set; }
            public int _private;
            public int items;
            public int Items;
        }
        """);

    [Fact]
    public void More_members_than_a_word_has_bits_and_more_keys_than_a_short_header_counts()
    {
        var members = string.Concat(Enumerable.Range(0, 130).Select(index => $"    public int Member{index} {{ get; init; }} = {index};\n"));
        var keyed = string.Concat(Enumerable.Range(0, 20).Select(index => $"    [MessagePack.Key({index})] public int Member{index} {{ get; init; }} = {index};\n"));
        Run($$"""
            public static class Program
            {
                public static void Run()
                {
                    Check.IsTrue(Check.Again(new Many { Member0 = 5, Member63 = 6, Member64 = 7, Member129 = 8 }) == new Many { Member0 = 5, Member63 = 6, Member64 = 7, Member129 = 8 });
                    Check.IsTrue(Check.Again(new Keyed { Member19 = 3 }) == new Keyed { Member19 = 3 });
                    Check.IsTrue(PluginSdk.Wire.WireSerializer.Deserialize<Many>(new byte[] { 0x80 }) == new Many());
                }
            }

            [ClusterSerializable] public sealed partial record Many
            {
            {{members}}
            }

            [ClusterSerializable] public sealed partial record Keyed
            {
            {{keyed}}
            }
            """);
    }

    [Fact]
    public void Generic_types_within_generic_types_and_tuples_as_arguments() => Run("""
        public static class Program
        {
            public static void Run()
            {
                var root = new Root
                {
                    Inner = new Outer<string>.Inner<int> { First = "a", Second = 1 },
                    Tuples = new Page<(int Number, string? Text)> { Item = (1, null) },
                    Nested = new Page<Page<List<Guid>>> { Item = new Page<List<Guid>> { Item = [Guid.Empty] } },
                    Pair = new Pair<Page<int>, Pair<string, int[]>> { Left = new Page<int> { Item = 1 }, Right = new Pair<string, int[]> { Left = "l", Right = [1] } },
                    Nullables = new Page<string?>(),
                };
                var again = Check.Again(root);
                Check.IsTrue(again.Inner!.First == "a" && again.Inner.Second == 1);
                Check.IsTrue(again.Nested!.Item!.Item!.Count == 1 && again.Pair!.Right!.Right![0] == 1);
            }
        }

        [ClusterSerializable]
        public sealed partial class Root
        {
            public Outer<string>.Inner<int>? Inner { get; set; }
            public Page<(int Number, string? Text)>? Tuples { get; set; }
            public Page<Page<List<Guid>>>? Nested { get; set; }
            public Pair<Page<int>, Pair<string, int[]>>? Pair { get; set; }
            public Page<string?>? Nullables { get; set; }
        }

        public static class Outer<T> { public sealed class Inner<TOther> { public T? First { get; init; } public TOther? Second { get; private set; } = default; public TOther? Third { init => Second = value; get => Second; } } }
        public sealed class Page<T> { public T? Item { get; init; } }
        public sealed class Pair<TLeft, TRight> { public TLeft? Left { get; init; } public TRight? Right { get; init; } }
        """.Replace("Second = 1 }", "Third = 1 }", StringComparison.Ordinal));

    [Fact]
    public void Records_that_inherit_and_members_that_hide() => Run("""
        public static class Program
        {
            public static void Run()
            {
                Check.IsTrue(Check.Again(new Derived(1, "n", 2) { Extra = "e" }) == new Derived(1, "n", 2) { Extra = "e" });
                var hiding = Check.Again(new Hiding { Name = 7 });
                Check.IsTrue(hiding.Name == 7);
            }
        }

        public abstract record Base(int Id, string Name) { public string? Extra { get; init; } }
        [ClusterSerializable] public sealed partial record Derived(int Id, string Name, int More) : Base(Id, Name);
        public class Hidden { public string Name { get; set; } = "hidden"; }
        [ClusterSerializable] public sealed partial class Hiding : Hidden { public new int Name { get; set; } }
        """);

    [Fact]
    public void Required_members_fields_structs_and_constructors_that_set_them() => Run("""
        public static class Program
        {
            public static void Run()
            {
                Check.IsTrue(Check.Again(new Required { Name = "n", Count = 1 }).Count == 1);
                Check.IsTrue(Check.Again(new SetByConstructor("n") { Later = 2 }).Later == 2);
                Check.IsTrue(Check.Again(new Small { A = 1, B = 2 }).B == 2);
                Check.IsTrue(Check.Again(new ReadOnly(1, 2)).Sum == 3);
                Check.IsTrue(Check.Again(new Chosen(4)).Value == 4);
            }
        }

        [ClusterSerializable] public sealed partial class Required { public required string Name { get; set; } public required int Count; }

        [ClusterSerializable]
        public sealed partial class SetByConstructor
        {
            [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public SetByConstructor(string name) => Name = name;
            public required string Name { get; init; }
            public int Later { get; private set; }
            public SetByConstructor With(int later) { Later = later; return this; }
        }

        [ClusterSerializable] public partial struct Small { public Small() => A = 9; public int A { get; init; } internal int Unseen { get; set; } public int B { get; private set; } public Small(int b) : this() => B = b; }
        [ClusterSerializable] public readonly partial struct ReadOnly(int a, int b) { public int A { get; } = a; public int B { get; } = b; public int Sum => A + B; }

        [ClusterSerializable]
        public sealed partial class Chosen
        {
            public Chosen() => Value = -1;
            [MessagePack.SerializationConstructor] public Chosen(int value) => Value = value;
            public int Value { get; set; }
            public int this[int index] => index;
            public static int Shared { get; set; }
            public const int Constant = 1;
        }
        """.Replace("new SetByConstructor(\"n\") { Later = 2 }", "new SetByConstructor(\"n\").With(2)", StringComparison.Ordinal)
           .Replace("new Small { A = 1, B = 2 }", "new Small(2) { A = 1 }", StringComparison.Ordinal));

    [Fact]
    public void Code_without_nullable_annotations_may_hold_null() => Run("""
        #nullable disable
        public static class Program
        {
            public static void Run()
            {
                var again = Check.Again(new Old { Names = new List<string> { null, "a" } });
                Check.IsTrue(again.Text == null && again.Names[0] == null && again.Names[1] == "a");
            }
        }

        [ClusterSerializable] public sealed partial class Old { public string Text { get; set; } public List<string> Names { get; set; } public Old Next { get; set; } }
        """);

    [Fact]
    public void Members_reached_through_two_files_of_one_type_and_the_global_namespace()
    {
        using var project = GeneratorTest.Run(GeneratorInput
            .Of(Check + """
                public static class Program
                {
                    public static void Run() => Check.IsTrue(Check.Again(new Both { First = 1, Second = 2 }).Second == 2);
                }

                [ClusterSerializable] public sealed partial class Both { public int First { get; set; } }
                """)
            .WithFile("Another.cs", "public sealed partial class Both { public int Second { get; set; } }")).Load();
        project.Call("Program", "Run");
    }

    [Fact]
    public void Types_of_another_assembly_that_have_a_wire_form()
    {
        var library = GeneratorTest.Run(GeneratorInput.Of("""
            namespace Library;

            [ClusterSerializable] public sealed partial record Knowing(int Value);
            [MessagePack.MessagePackObject] public sealed class Annotated { [MessagePack.Key(0)] public int Value { get; set; } }
            [System.Runtime.Serialization.DataContract] public sealed class Contract { [System.Runtime.Serialization.DataMember] public int Value { get; set; } }
            """) with { AssemblyName = "Library" });
        using var image = new MemoryStream();
        Assert.True(library.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        var reference = Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(image.ToArray());

        var run = GeneratorTest.Run(GeneratorInput.Of("""
            namespace Acme;

            [ClusterSerializable]
            public sealed partial record Report(Library.Knowing Knowing, Library.Annotated? Annotated, List<Library.Contract> Contracts);
            """).WithReference(reference));

        Assert.Contains("WireCodecs.Of<global::Library.Knowing>()", run.File("ReportCodec.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain(run.Files.Keys, name => name.Contains("KnowingCodec", StringComparison.Ordinal));
        Assert.Contains(run.Files.Keys, name => name.EndsWith("Library.Generated.AnnotatedCodec.g.cs", StringComparison.Ordinal));
        Assert.Contains(run.Files.Keys, name => name.EndsWith("Library.Generated.ContractCodec.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void A_codec_written_by_hand_is_used_instead_of_a_generated_one() => Run("""
        public static class Program
        {
            public static void Run()
            {
                Check.Again(new Report(new Money(5), [new Money(6)]));
                Check.IsTrue(PluginSdk.Wire.WireSerializer.Serialize(new Money(5)).Length == 1);
            }
        }

        [ClusterSerializable] public sealed partial record Report(Money Price, List<Money> More);

        [ClusterSerializable]
        public readonly partial record struct Money(long Cents) : PluginSdk.Wire.IWireSerializable<Money>
        {
            static PluginSdk.Wire.IWireCodec<Money> PluginSdk.Wire.IWireSerializable<Money>.Codec { get; } = new MoneyCodec();
        }

        public sealed class MoneyCodec : PluginSdk.Wire.IWireCodec<Money>
        {
            public void Write(ref PluginSdk.Wire.WireWriter writer, Money value) => writer.WriteInt64(value.Cents);
            public Money Read(ref PluginSdk.Wire.WireReader reader) => new(reader.ReadInt64());
        }
        """);

    [Fact]
    public void Names_that_differ_in_case_only_and_parameters_that_share_a_member() => Run("""
        public static class Program
        {
            public static void Run()
            {
                Check.Again(new Report(1) { Item = new Item { A = 1 }, Other = new item { B = 2 } });
                Check.IsTrue(Check.Again(new Twice(1, 2)).X == 1);
            }
        }

        [ClusterSerializable] public sealed partial record Report(int Id) { public Item? Item { get; init; } public item? Other { get; init; } }
        public sealed class Item { public int A { get; set; } }
        #pragma warning disable CS8981
        public sealed class item { public int B { get; set; } }
        #pragma warning restore CS8981
        [ClusterSerializable] public sealed partial class Twice { public Twice(int x, int X) => this.X = x; public int X { get; } }
        """);
}
