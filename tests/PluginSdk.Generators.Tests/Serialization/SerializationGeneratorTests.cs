using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Serialization;

public sealed class SerializationGeneratorTests
{
    [Fact]
    public void A_record_with_names()
        => Snapshot.Verify(GeneratorTest.Run("""
            namespace Acme;

            [ClusterSerializable]
            public sealed partial record Report(Guid Id, string Title, Status Status = Status.Draft, string? Note = null);

            public enum Status : byte { Draft, Final }
            """));

    [Fact]
    public void A_class_with_keys_and_a_gap()
        => Snapshot.Verify(GeneratorTest.Run("""
            using MessagePack;

            namespace Acme;

            [ClusterSerializable]
            public class Order
            {
                [Key(0)] public required int Number { get; init; }
                [Key(1)] public List<Line> Lines { get; init; } = [];
                [Key(3)] public DateTimeOffset? Paid { get; set; }
                [IgnoreMember] public object? Cached { get; set; }
            }

            public readonly record struct Line([property: Key(0)] string Article, [property: Key(1)] decimal Price);
            """));

    [Fact]
    public void Collections_in_loops_and_by_the_library()
        => Snapshot.Verify(GeneratorTest.Run("""
            using System.Collections.Immutable;

            namespace Acme;

            [ClusterSerializable]
            public sealed class Stock
            {
                public Dictionary<string, int?> Amounts { get; set; } = [];
                public string[]?[] Names { get; set; } = [];
                public ImmutableArray<Item> Items { get; set; }
            }

            public sealed class Item
            {
                public int Weight { get; private set; }
            }
            """));

    [Fact]
    public void A_union_the_most_derived_first()
        => Snapshot.Verify(GeneratorTest.Run("""
            using MessagePack;

            namespace Acme;

            [ClusterSerializable]
            [Union(0, typeof(Square))]
            [Union(1, typeof(Rounded))]
            public abstract class Shape;

            public class Square : Shape { public int Side { get; set; } }
            public sealed class Rounded : Square { public int Radius { get; set; } }
            """), ["ShapeCodec.g.cs"]);

    [Fact]
    public void A_generic_type_with_members_out_of_reach()
        => Snapshot.Verify(GeneratorTest.Run("""
            namespace Acme;

            [ClusterSerializable]
            public sealed class Pages { public Page<int> Numbers { get; set; } = new(); }

            public sealed class Page<T>
                where T : struct
            {
                public List<T> Items { get; init; } = [];
                public int Total { get; private set; }
            }
            """), ["Page_of_Int32Codec.g.cs"]);

    [Fact]
    public void A_partial_type_knows_its_codec()
        => Snapshot.Verify(GeneratorTest.Run("""
            namespace Acme;

            public static partial class Outer
            {
                [ClusterSerializable]
                public readonly partial record struct Inner(int Value);
            }
            """), ["WireSerializable.g.cs"]);

    [Fact]
    public void A_type_that_two_roots_reach_gets_one_codec()
    {
        var run = GeneratorTest.Run("""
            namespace Acme;

            [ClusterSerializable] public sealed class First { public Shared? Shared { get; set; } }
            [ClusterSerializable] public sealed class Second { public List<Shared> Shared { get; set; } = []; }
            public sealed class Shared { public int Value { get; set; } }
            """);

        Assert.Single(run.Files.Keys, name => name.EndsWith("SharedCodec.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void Codecs_of_types_with_similar_names_do_not_collide()
    {
        var run = GeneratorTest.Run("""
            namespace Acme
            {
                [ClusterSerializable]
                public sealed class Root
                {
                    public Foo<int>? A { get; set; }
                    public Foo_T? B { get; set; }
                    public FooOfInt32? C { get; set; }
                    public Outer.Inner? D { get; set; }
                    public Outer_Inner? E { get; set; }
                    public Foo<Other.Item>? F { get; set; }
                    public Foo<Item>? G { get; set; }
                }

                public sealed class Foo<T> { public T? Value { get; set; } }
                public sealed class Foo_T { public int Value { get; set; } }
                public sealed class FooOfInt32 { public int Value { get; set; } }
                public static class Outer { public sealed class Inner { public int Value { get; set; } } }
                public sealed class Outer_Inner { public int Value { get; set; } }
                public struct Item { public int Value { get; set; } }
            }

            namespace Other
            {
                public struct Item { public int Value { get; set; } }
            }
            """);

        Assert.Equal(10, run.Files.Count(file => file.Key.EndsWith("Codec.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_edit_of_a_type_in_another_file_writes_only_its_codec_anew()
    {
        var run = GeneratorTest.Run(GeneratorInput
            .Of("namespace Acme; [ClusterSerializable] public sealed class Report { public Author? Author { get; set; } }")
            .WithFile("Author.cs", "namespace Acme; public sealed class Author { public string Name { get; set; } = \"\"; }"));

        var edit = run.Edit("Author.cs", "namespace Acme; public sealed class Author { public string Name { get; set; } = \"\"; public int Age { get; set; } }");

        edit.AssertChanged("AuthorCodec.g.cs");
    }
}
