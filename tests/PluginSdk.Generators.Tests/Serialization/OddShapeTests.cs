using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Serialization;

/// <summary>Types that a generator stumbles over: each is compiled with its codec and taken there and back.</summary>
public sealed class OddShapeTests
{
    private const string Check = """
        using MessagePack;
        using System.Runtime.Serialization;

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

    [Fact]
    public void Generic_types_whose_arguments_differ_in_null_only() => Run("""
        public static class Program
        {
            public static void Run()
            {
                var again = Check.Again(new Root { Open = new() { Item = null }, Left = new() { First = null, Second = "s" }, Right = new() { First = "f", Second = null } });
                Check.IsTrue(again.Open.Item is null && again.Closed.Item == "" && again.Left.First is null && again.Right.Second is null);
                Refused(new Root { Closed = new() { Item = null! } });
                Refused(new Root { Left = new() { First = null, Second = null! } });
                Refused(new Root { Right = new() { First = null!, Second = null } });
            }

            private static void Refused(Root root)
            {
                try { PluginSdk.Wire.WireSerializer.Serialize(root); }
                catch (PluginSdk.Wire.WireFormatException) { return; }
                throw new InvalidOperationException("null was written");
            }
        }

        [ClusterSerializable]
        public sealed partial class Root
        {
            public Page<string> Closed { get; set; } = new() { Item = "" };
            public Page<string?> Open { get; set; } = new();
            public Pair<string?, string> Left { get; set; } = new() { First = null, Second = "" };
            public Pair<string, string?> Right { get; set; } = new() { First = "", Second = null };
        }

        public sealed class Page<T> { public T Item { get; set; } = default!; }
        public sealed class Pair<TFirst, TSecond> { public required TFirst First { get; set; } public required TSecond Second { get; set; } }
        """);

    [Fact]
    public void Generic_types_of_code_without_nullable_annotations() => Run("""
        public static class Program
        {
            public static void Run() => Check.IsTrue(Check.Again(new Old { Page = new Outer<string>.Page<string>() }).Page!.Item is null);
        }

        public static class Outer<T> { public sealed class Page<TItem> { public TItem Item { get; set; } = default!; public T Other { get; set; } = default!; } }

        #nullable disable
        [ClusterSerializable] public sealed partial class Old { public Outer<string>.Page<string> Page { get; set; } }
        """);

    [Fact]
    public void Collections_of_the_authors_own() => Run("""
        public static class Program
        {
            public static void Run()
            {
                var report = new Report(new Tags { "a", "b" }, new Counts { ["x"] = 1 }, [new Tags { "c" }, null], new Named { Name = "n" });
                var again = Check.Again(report);
                Check.IsTrue(again.Tags.Count == 2 && again.Tags[1] == "b" && again.Counts["x"] == 1 && again.More[0]![0] == "c" && again.More[1] is null && again.Named.Name == "n");
                Check.IsTrue(Check.Again(new Tags { "root" })[0] == "root");
                Check.IsTrue(ReferenceEquals(PluginSdk.Wire.WireCodecs.Of<Tags>(), PluginSdk.Wire.WireCodecs.Of<Tags>()));
            }
        }

        [ClusterSerializable] public sealed partial record Report(Tags Tags, Counts Counts, List<Tags?> More, Named Named);
        [ClusterSerializable] public sealed partial class Tags : List<string> { internal Tags() { } }
        public sealed class Counts : Dictionary<string, int>;
        [MessagePackObject(true)] public sealed class Named : List<int> { public string Name { get; set; } = ""; }
        """);

    [Fact]
    public void Overrides_have_the_accessors_and_attributes_of_what_they_override() => Run("""
        public static class Program
        {
            public static void Run()
            {
                var value = new Derived { Secret = "kept at home", Ignored = 5, Keyless = 6 };
                ((Base)value).Legs = 3;
                value.Hide(9);
                var again = Check.Again(value);
                Check.IsTrue(again.Legs == 3 && again.Hidden == 9 && again.Secret == "" && again.Ignored == 0 && again.Keyless == 6);
                Check.IsTrue(!System.Text.Encoding.UTF8.GetString(PluginSdk.Wire.WireSerializer.Serialize(value)).Contains("home"));
                Check.IsTrue(Check.Again(new KeyedDerived { Number = 7 }).Number == 7);
                Check.IsTrue(PluginSdk.Wire.WireSerializer.Serialize(new KeyedDerived { Number = 7 })[0] == 0x91);
            }
        }

        public class Base
        {
            public virtual int Legs { get; set; }
            public virtual int Hidden { get; private set; }
            [IgnoreMember] public virtual string Secret { get; set; } = "";
            public virtual int Ignored { get; set; }
            public virtual int Keyless { get; set; }
            public void Hide(int value) => Hidden = value;
        }

        [ClusterSerializable]
        public sealed partial class Derived : Base
        {
            public override int Legs { get => base.Legs; }
            public override int Hidden { get => base.Hidden; }
            public override string Secret { get => base.Secret; set => base.Secret = value; }
            [IgnoreMember] public override int Ignored { get; set; }
        }

        public abstract class KeyedBase { [Key(0)] public virtual int Number { get; set; } }
        [ClusterSerializable] public sealed partial class KeyedDerived : KeyedBase { public override int Number { get; set; } }
        """);

    [Fact]
    public void Unions_whose_subtypes_implement_each_other() => Run("""
        public static class Program
        {
            public static void Run()
            {
                Check.IsTrue(Check.Again(new Report(new Both())).Shape is Both);
                Check.IsTrue(Check.Again(new Report(new Plain())).Shape is Plain);
            }
        }

        [ClusterSerializable] public sealed partial record Report(IShape Shape);

        [Union(0, typeof(IOutlined))] [Union(1, typeof(IFilled))] public interface IShape;
        [Union(0, typeof(Plain))] public interface IOutlined : IShape;
        [Union(0, typeof(Both))] public interface IFilled : IOutlined;
        public sealed class Plain : IOutlined;
        public sealed class Both : IFilled;
        """);

    [Fact]
    public void A_data_member_that_is_required_must_be_there() => Run("""
        public static class Program
        {
            public static void Run()
            {
                Check.Again(new Report { Title = "t" });
                try { PluginSdk.Wire.WireSerializer.Deserialize<Report>(new byte[] { 0x80 }); }
                catch (PluginSdk.Wire.WireFormatException exception) when (exception.Message.Contains("'Title'")) { return; }
                throw new InvalidOperationException("it was read");
            }
        }

        [DataContract, ClusterSerializable] public sealed partial class Report { [DataMember(IsRequired = true)] public string Title { get; set; } = ""; }
        """);
}
