using System.Buffers;
using System.Collections.Immutable;
using PluginSdk.Wire.Tests.Types;

namespace PluginSdk.Wire.Tests;

public sealed class RoundTripTests
{
    [Fact]
    public void Records_come_back()
    {
        AssertSame(new ReportPublished(Values.SomeGuid, "Größe 漢字 🎉"));
        AssertSame(new SmallEvent(Values.SomeGuid, -1, "", DateTime.UnixEpoch));
        AssertSame(new Point(int.MinValue, int.MaxValue));
        AssertSame(new Types.Range(1, 2));
        AssertSame(Values.Enums());
        AssertSame(new Defaults("n", 1, "note", Level.Low, double.MaxValue, -1m));
    }

    [Fact]
    public void Scalars_come_back_over_their_whole_range()
    {
        foreach (var value in Values.Scalars())
            AssertSame(value);
    }

    [Fact]
    public void Nullables_come_back_as_value_and_as_nothing()
    {
        AssertSame(new NullableScalars());
        AssertSame(Values.NullableScalars());
    }

    [Fact]
    public void Collections_come_back()
    {
        AssertSame(new Collections());
        AssertSame(Values.Collections());
        Assert.Equal([3, 2, 1], Again(Values.Collections()).Stack);
    }

    [Fact]
    public void Immutable_and_frozen_collections_come_back()
    {
        AssertSame(Values.ImmutableCollections());
        Assert.Equal(new[] { 3, 2, 1 }, Again(Values.ImmutableCollections()).ImmutableStack.ToArray());

        // Nothing but a nullable one is nil: the default is empty to the others.
        Assert.Equal([], Again(new ImmutableCollections()).ImmutableArray);
        var codec = WireCodecs.ImmutableArray(WireCodecs.Int32);
        Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize(codec, [0xc0]));
        var nullable = WireCodecs.Nullable(codec);
        Assert.Equal([0x90], WireSerializer.Serialize(nullable, default(ImmutableArray<int>)));
        Assert.Null(WireSerializer.Deserialize(nullable, [0xc0]));
        Assert.Equal([], WireSerializer.Deserialize(nullable, [0x90])!.Value);
    }

    [Fact]
    public void Collections_of_the_authors_own_come_back()
    {
        AssertSame(Values.OwnCollections());
        Assert.Equal(["a", "b"], Again(Values.OwnCollections()).Tags);
        Assert.Equal([0x92, 0xa1, (byte)'a', 0xa1, (byte)'b'], WireSerializer.Serialize(WireCodecs.CollectionOf(WireCodecs.String, static () => new Tags()), ["a", "b"]));
        Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize(WireCodecs.CollectionOf(WireCodecs.Int64, static () => new Numbers()), [0x92, 1, 1]));
        Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize(WireCodecs.MapOf(WireCodecs.String, WireCodecs.String, static () => new Names()), [0x82, 0xa0, 0xa0, 0xa0, 0xa0]));
    }

    [Fact]
    public void Tuples_and_memory_come_back()
    {
        AssertSame(Values.Tuples());
        var memories = Again(Values.Memories());
        Assert.Equal([2], memories.ReadOnlyBytes.ToArray());
        Assert.Equal([3], memories.Bytes.ToArray());
        Assert.Equal([5], memories.Segment.ToArray());
        Assert.Equal([7, 8], memories.Numbers.ToArray());
        Assert.Equal(["t"], memories.Texts.ToArray());
        Assert.Equal([long.MaxValue], memories.Longs.ToArray());
        Assert.Equal(new byte[] { 10, 11 }, memories.Sequence.ToArray());
        Assert.Equal([0xc4, 4, 1, 2, 3, 4], WireSerializer.Serialize(WireCodecs.ReadOnlySequenceOfBytes, SmallSegments.Of([1, 2, 3, 4])));

        // MessagePack-CSharp writes a segment without an array as nil.
        Assert.Null(WireSerializer.Deserialize(WireCodecs.ArraySegmentOfBytes, [0xc0]).Array);
        Assert.Null(WireSerializer.Deserialize(WireCodecs.ArraySegment(WireCodecs.Int64), [0xc0]).Array);
        Assert.Equal([0xc4, 0], WireSerializer.Serialize(WireCodecs.ArraySegmentOfBytes, default));
    }

    [Fact]
    public void Memory_that_was_read_does_not_alias_the_bytes_it_came_from()
    {
        var bytes = WireSerializer.Serialize(Values.Memories());
        var value = WireSerializer.Deserialize<Memories>(bytes);
        Array.Clear(bytes);
        Assert.Equal([2], value.ReadOnlyBytes.ToArray());
    }

    [Fact]
    public void Recursive_types_come_back()
    {
        var tree = Again(Values.Tree(3));
        Assert.Equal(1, tree.Children[0].Children[0].Value);
        Assert.Equal(-1, tree.Children[0].Sibling!.Value);
        AssertSame(Values.Tree(5));
    }

    [Fact]
    public void Subtypes_come_back_as_themselves()
    {
        var drawing = Again(Values.Drawing());
        Assert.Equal(1.5, Assert.IsType<Circle>(drawing.Main).Radius);
        Assert.Equal(2, Assert.IsType<Square>(drawing.Others[0]).Side);
        Assert.Null(drawing.Others[1]);
        Assert.Equal("big", Assert.IsType<LabelledSquare>(drawing.Others[2]).Label);
    }

    [Fact]
    public void Inherited_and_overridden_members_come_back()
    {
        var bird = Again(new Bird { Name = "Amsel", Legs = 1, Flies = false });
        Assert.Equal(("Amsel", 1, false), (bird.Name, bird.Legs, bird.Flies));
    }

    [Fact]
    public void Closed_generics_come_back()
    {
        var pages = Again(Values.Pages());
        Assert.Equal(2, pages.Numbers.Total);
        Assert.Equal(new Point(1, 2), pages.Points.Items[0]);
        Assert.Equal("first", pages.Reports.First!.Title);
        Assert.Equal(-1, pages.Reports.Total);
    }

    [Fact]
    public void One_generic_type_with_an_argument_that_may_be_null_and_one_that_may_not()
    {
        AssertSame(Values.Slots());
        AssertSame(new Slots());
        Assert.Throws<WireFormatException>(() => WireSerializer.Serialize(new Slots { Filled = new Slot<string> { Value = null! } }));
    }

    [Fact]
    public void Nested_types_come_back()
    {
        var codec = Types.Generated.Outer_Middle_InnermostCodec.Instance;
        var value = Values.Innermost();
        Assert.Equal(value, WireSerializer.Deserialize(codec, WireSerializer.Serialize(codec, value)));
    }

    [Fact]
    public void Init_private_and_readonly_members_come_back()
    {
        var value = new Initialised { Name = "n", Retries = 9, Text = "t", Field = 8, Items = [], Ignored = "lost", AlsoIgnored = "lost" };
        value.Hide(4);
        var again = Again(value);
        Assert.Equal(("n", 9, "t", 4, 6, 8), (again.Name, again.Retries, again.Text, again.Hidden, again.Fixed, again.Field));
        Assert.Empty(again.Items);
        Assert.Equal(("kept", "kept"), (again.Ignored, again.AlsoIgnored));
    }

    [Fact]
    public void Constructors_fields_and_structs_come_back()
    {
        var value = Again(new ByConstructor(1, "t") { Later = "l" });
        Assert.Equal((1, "t", "l"), (value.Number, value.Text, value.Later));
        AssertSame(new Plain { Field = 3, Text = "x" });
        AssertSame(new Keyed { First = 1, Second = 2 });
    }

    [Fact]
    public void Data_contracts_carry_what_they_name_and_nothing_else()
    {
        var value = new Contracted { Number = 1, NotIncluded = "lost" };
        value.Keep("secret");
        var again = Again(value);
        Assert.Equal((1, "secret", "default"), (again.Number, again.Reveal(), again.NotIncluded));
    }

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public void A_time_keeps_its_kind(DateTimeKind kind)
    {
        foreach (var ticks in new[] { 0, 1, 630_822_816_000_000_000, 639_000_000_000_000_007, 3_000_000_000_000_000_000 })
        {
            var value = new DateTime(ticks, kind);
            var again = WireSerializer.Deserialize(WireCodecs.DateTime, WireSerializer.Serialize(WireCodecs.DateTime, value));
            Assert.Equal((kind, ticks), (again.Kind, again.Ticks));
        }
    }

    [Fact]
    public void Serializing_within_serializing_and_after_a_failure_gives_the_right_bytes()
    {
        var inner = new NestingCodec();
        var bytes = WireSerializer.Serialize(WireCodecs.Array(inner), [1, 2]);
        Assert.Equal([0x92, 0xc4, 1, 1, 0xc4, 1, 2], bytes);
        Assert.Throws<WireFormatException>(() => WireSerializer.Serialize(WireCodecs.List(WireCodecs.String), ["written", null!]));
        Assert.Equal([0x91, 5], WireSerializer.Serialize(WireCodecs.List(WireCodecs.Int32), [5]));
    }

    /// <summary>Writes the bytes of a value as a value.</summary>
    private sealed class NestingCodec : IWireCodec<int>
    {
        public void Write(ref WireWriter writer, int value) => writer.WriteBinary(WireSerializer.Serialize(WireCodecs.Int32, value));

        public int Read(ref WireReader reader) => WireSerializer.Deserialize(WireCodecs.Int32, reader.ReadBinary());
    }

    private static void AssertSame<T>(T value)
        where T : IWireSerializable<T>
    {
        var again = Again(value);
        Assert.Equivalent(value, again, strict: true);
        Assert.Equal(WireSerializer.Serialize(value), WireSerializer.Serialize(again));
    }

    private static T Again<T>(T value)
        where T : IWireSerializable<T>
    {
        var bytes = WireSerializer.Serialize(value);
        var small = new SmallSegments();
        WireSerializer.Serialize(small, T.Codec, value);
        Assert.Equal(bytes, small.ToArray());
        WireSerializer.Deserialize(T.Codec, small.ToSequence());
        return WireSerializer.Deserialize<T>(bytes);
    }
}
