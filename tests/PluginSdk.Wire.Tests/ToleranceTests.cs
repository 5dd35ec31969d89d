using PluginSdk.Wire.Tests.Types;

namespace PluginSdk.Wire.Tests;

/// <summary>Bytes of older and newer versions of a type.</summary>
public sealed class ToleranceTests
{
    [Fact]
    public void Unknown_members_are_skipped_whatever_they_hold()
    {
        var bytes = Message.Of((ref writer) =>
        {
            writer.WriteMapHeader(4);
            writer.WriteString("New");
            writer.WriteMapHeader(1);
            writer.WriteInt32(1);
            writer.WriteArrayHeader(3);
            writer.WriteDateTime(DateTime.MaxValue);
            writer.WriteBinary(new byte[300]);
            writer.WriteDouble(1);
            writer.WriteString("X");
            writer.WriteInt32(1);
            writer.WriteInt32(17); // no name at all
            writer.WriteNil();
            writer.WriteString("Y");
            writer.WriteInt32(2);
        });

        Assert.Equal(new Point(1, 2), WireSerializer.Deserialize<Point>(bytes));
    }

    [Fact]
    public void Keys_of_a_newer_version_are_skipped()
    {
        var bytes = Message.Of((ref writer) =>
        {
            writer.WriteArrayHeader(6);
            writer.WriteGuid(Values.SomeGuid);
            writer.WriteInt32(1);
            writer.WriteString("t");
            writer.WriteDateTime(DateTime.UnixEpoch);
            writer.WriteArrayHeader(1);
            writer.WriteString("new");
            writer.WriteNil();
        });

        Assert.Equal(new SmallEvent(Values.SomeGuid, 1, "t", DateTime.UnixEpoch), WireSerializer.Deserialize<SmallEvent>(bytes));
    }

    [Fact]
    public void Missing_members_keep_their_initializers_init_ones_too()
    {
        var bytes = Message.Of((ref writer) =>
        {
            writer.WriteMapHeader(1);
            writer.WriteString("Name");
            writer.WriteString("n");
        });

        var value = WireSerializer.Deserialize<Initialised>(bytes);

        Assert.Equal(("n", 3, "text", 5, 6, 7), (value.Name, value.Retries, value.Text, value.Hidden, value.Fixed, value.Field));
        Assert.Equal([1, 2], value.Items);
    }

    [Fact]
    public void Missing_constructor_parameters_take_their_defaults()
    {
        var bytes = Message.Of((ref writer) =>
        {
            writer.WriteMapHeader(1);
            writer.WriteString("Name");
            writer.WriteString("n");
        });

        Assert.Equal(new Defaults("n"), WireSerializer.Deserialize<Defaults>(bytes));
        Assert.Equal(new Types.Range(0, 10), WireSerializer.Deserialize<Types.Range>(Message.Map()));
    }

    [Fact]
    public void Missing_members_of_a_base_type_keep_their_initializers()
    {
        var bird = WireSerializer.Deserialize<Bird>(Message.Map());
        Assert.Equal(("unnamed", 2, true), (bird.Name, bird.Legs, bird.Flies));
    }

    [Fact]
    public void A_missing_required_member_is_an_error_that_names_it()
    {
        var named = Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize<Initialised>(Message.Map()));
        Assert.Contains("'Name'", named.Message, StringComparison.Ordinal);

        var keyed = Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize<Gaps>(Message.Of((ref writer) =>
        {
            writer.WriteArrayHeader(1);
            writer.WriteInt32(1);
        })));
        Assert.Contains("'Sixth'", keyed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_reference_that_a_constructor_demands_is_an_error_that_names_it()
    {
        var exception = Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize<ReportPublished>(Message.Map()));
        Assert.Contains("'Title'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_comes_twice_is_an_error_that_names_it()
    {
        var exception = Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize<Point>(Message.Map(("X", 1), ("Y", 2), ("X", 1))));
        Assert.Contains("'X' twice", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_a_dictionary_or_an_element_of_a_set_that_comes_twice_is_an_error()
    {
        var map = Message.Map(("a", 1), ("a", 1));
        Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize(WireCodecs.Dictionary(WireCodecs.String, WireCodecs.Int32), map));
        var array = WireSerializer.Serialize(WireCodecs.List(WireCodecs.Int32), [1, 1]);
        Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize(WireCodecs.HashSet(WireCodecs.Int32), array));
        Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize(WireCodecs.ImmutableSortedSet(WireCodecs.Int32), array));
    }

    [Fact]
    public void Nil_for_a_member_that_cannot_be_null_is_an_error()
    {
        foreach (var member in new[] { "Id", "Title" })
        {
            var bytes = Message.Of((ref writer) =>
            {
                writer.WriteMapHeader(1);
                writer.WriteString(member);
                writer.WriteNil();
            });
            Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize<ReportPublished>(bytes));
        }
    }

    [Fact]
    public void Null_in_a_member_that_cannot_be_null_is_an_error_when_written()
    {
        AssertNamed("'Title' of PluginSdk.Wire.Tests.Types.ReportPublished", () => WireSerializer.Serialize(new ReportPublished(Guid.Empty, null!)));
        AssertNamed("'Main' of PluginSdk.Wire.Tests.Types.Drawing", () => WireSerializer.Serialize(new Drawing(null!, [])));
        AssertNamed("'Others' of PluginSdk.Wire.Tests.Types.Drawing", () => WireSerializer.Serialize(new Drawing(new Square(), null!)));
        AssertNamed("'Dictionary' of PluginSdk.Wire.Tests.Types.Collections", () => WireSerializer.Serialize(new Collections { Dictionary = null! }));
        AssertNamed("'FrozenSet' of PluginSdk.Wire.Tests.Types.ImmutableCollections", () => WireSerializer.Serialize(new ImmutableCollections { FrozenSet = null! }));
        AssertNamed("ReportPublished", () => WireSerializer.Serialize<ReportPublished>(null!));
        AssertNamed("String", () => WireSerializer.Serialize(new Collections { List = [null!] }));
        AssertNamed("String", () => WireSerializer.Serialize(WireCodecs.HashSet(WireCodecs.String), [null!]));
        AssertNamed("An element of int[][]", () => WireSerializer.Serialize(new Collections { Jagged = [null!] }));
        AssertNamed("A value of System.Collections.Generic.Dictionary<System.Guid,", () => WireSerializer.Serialize(new Collections { Reports = new() { [Guid.Empty] = null! } }));
        AssertNamed("IEnumerable", () => WireSerializer.Serialize(WireCodecs.IList(WireCodecs.Int32), null!));
        AssertNamed("KeyValuePair", () => WireSerializer.Serialize(WireCodecs.Dictionary(WireCodecs.Int32, WireCodecs.Int32), null!));
        AssertNamed("Tuple", () => WireSerializer.Serialize(WireCodecs.Tuple(WireCodecs.Int32), null!));
        AssertNamed("Uri", () => WireSerializer.Serialize(WireCodecs.Uri, null!));

        static void AssertNamed(string what, Func<object> serialize)
            => Assert.Contains(what, Assert.Throws<WireFormatException>(serialize).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subtype_of_a_newer_version_is_an_error_that_names_its_key()
    {
        var bytes = Message.Of((ref writer) =>
        {
            writer.WriteArrayHeader(2);
            writer.WriteInt32(99);
            writer.WriteArrayHeader(0);
        });

        var exception = Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize(Types.Generated.IShapeCodec.Instance, bytes));
        Assert.Contains("99", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subtype_that_no_union_lists_is_an_error_and_is_not_cut_down()
    {
        var exception = Assert.Throws<WireFormatException>(() => WireSerializer.Serialize(new Drawing(new UnlistedSquare(), [])));
        Assert.Contains(nameof(UnlistedSquare), exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(255)]
    [InlineData(-32)]
    [InlineData(-33)]
    [InlineData(-128)]
    [InlineData(short.MinValue)]
    [InlineData(short.MaxValue)]
    [InlineData(ushort.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Integers_are_read_at_every_width_that_holds_them(int value)
    {
        var bytes = WireSerializer.Serialize(WireCodecs.Int32, value);
        Assert.Equal(value, WireSerializer.Deserialize(WireCodecs.Int64, bytes));
        Assert.Equal(value, WireSerializer.Deserialize(WireCodecs.Double, bytes));
        Assert.Equal(value, WireSerializer.Deserialize(WireCodecs.Decimal, bytes));
        Assert.Equal(value, WireSerializer.Deserialize(WireCodecs.Int128, bytes));
        Assert.Equal(value, WireSerializer.Deserialize(WireCodecs.BigInteger, bytes));
        AssertNarrows(WireCodecs.Byte, bytes, value, value is >= 0 and <= byte.MaxValue);
        AssertNarrows(WireCodecs.SByte, bytes, value, value is >= sbyte.MinValue and <= sbyte.MaxValue);
        AssertNarrows(WireCodecs.Int16, bytes, value, value is >= short.MinValue and <= short.MaxValue);
        AssertNarrows(WireCodecs.UInt16, bytes, value, value is >= 0 and <= ushort.MaxValue);
        AssertNarrows(WireCodecs.UInt32, bytes, value, value >= 0);
        AssertNarrows(WireCodecs.UInt64, bytes, value, value >= 0);
    }

    private static void AssertNarrows<T>(IWireCodec<T> codec, byte[] bytes, int value, bool fits)
        where T : System.Numerics.INumberBase<T>
    {
        if (fits)
            Assert.Equal(T.CreateChecked(value), WireSerializer.Deserialize(codec, bytes));
        else
            Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize(codec, bytes));
    }

    [Fact]
    public void An_integer_in_more_bytes_than_it_needs_is_read()
    {
        Assert.Equal(5, WireSerializer.Deserialize(WireCodecs.Int32, [0xd3, 0, 0, 0, 0, 0, 0, 0, 5]));
        Assert.Equal(5u, WireSerializer.Deserialize(WireCodecs.UInt32, [0xcf, 0, 0, 0, 0, 0, 0, 0, 5]));
        Assert.Equal(-1, WireSerializer.Deserialize(WireCodecs.SByte, [0xd1, 0xff, 0xff]));
    }

    [Fact]
    public void An_enum_value_without_a_name_is_kept()
        => Assert.Equal((Level)99, WireSerializer.Deserialize(WireCodecs.Enum<Level>(), [99]));
}
