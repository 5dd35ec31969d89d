using MessagePack;
using MessagePack.Resolvers;
using PluginSdk.Wire;
using PluginSdk.Wire.Tests;
using PluginSdk.Wire.Tests.Types;

namespace PluginSdk.Interop.Tests;

/// <summary>
/// MessagePack-CSharp, with its own resolvers and without our formatters, reads our bytes, and we read its. Where both
/// have a choice they write the same bytes.
/// </summary>
public sealed class InteropTests
{
    // Names for types without keys, keys for those that have them; no formatter of ours is known here.
    private static readonly MessagePackSerializerOptions s_options = ContractlessStandardResolver.Options;

    [Fact]
    public void Records_and_structs()
    {
        AssertInterop(new ReportPublished(Values.SomeGuid, "Größe 漢字 🎉"));
        AssertInterop(new SmallEvent(Values.SomeGuid, -1, "title", DateTime.UnixEpoch.AddTicks(1)));
        AssertInterop(new Point(1, -2));
        AssertInterop(new Defaults("n", 1, "note", Level.Low, 1.5, -1.10m));
        AssertInterop(new Plain { Field = 3, Text = "x" });
        AssertInterop(new Keyed { First = 1, Second = 2 });
        AssertInterop(new Gaps { First = 1, Fourth = "4", Sixth = 6 });
    }

    [Fact]
    public void Scalars()
    {
        foreach (var value in Values.Scalars())
        {
            // What only UTC times have in common: see the tests of kinds.
            value.DateTime = DateTime.SpecifyKind(value.DateTime, DateTimeKind.Utc);
            AssertInterop(value);
        }
    }

    [Fact]
    public void Nullables()
    {
        AssertInterop(new NullableScalars());
        AssertInterop(Values.NullableScalars());
    }

    [Fact]
    public void Collections() => AssertInterop(Values.Collections());

    [Fact]
    public void Immutable_collections() => AssertInterop(Values.ImmutableCollections());

    [Fact]
    public void Tuples_and_memory()
    {
        AssertInterop(Values.Tuples());
        AssertInterop(Values.Memories());
    }

    [Fact]
    public void Recursive_generic_nested_and_inherited_types()
    {
        AssertInterop(Values.Tree(4));
        AssertInterop(new Bird { Name = "Amsel", Legs = 3 });
        AssertInterop(new ByConstructor(1, "t") { Later = "l" });
    }

    [Fact]
    public void Unions()
    {
        var drawing = Values.Drawing();
        var theirs = MessagePackSerializer.Serialize(drawing.Main, StandardResolver.Options, TestContext.Current.CancellationToken);
        var codec = Wire.Tests.Types.Generated.IShapeCodec.Instance;
        Assert.Equal(theirs, WireSerializer.Serialize(codec, drawing.Main));
        Assert.Equal(1.5, Assert.IsType<Circle>(WireSerializer.Deserialize(codec, theirs)).Radius);
        foreach (var shape in drawing.Others.OfType<IShape>())
        {
            var ours = WireSerializer.Serialize(codec, shape);
            Assert.IsType(shape.GetType(), MessagePackSerializer.Deserialize<IShape>(ours, StandardResolver.Options, TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData(DateTimeKind.Unspecified)]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Utc)]
    public void A_time_of_any_kind_is_the_same_instant_to_MessagePack(DateTimeKind kind)
    {
        foreach (var ticks in new[] { 639_000_000_000_000_007, 630_822_816_000_000_000, 1_000_000_000_000_000 })
        {
            var value = new DateTime(ticks, kind);
            var theirs = MessagePackSerializer.Deserialize<DateTime>(WireSerializer.Serialize(WireCodecs.DateTime, value), s_options, TestContext.Current.CancellationToken);
            var expected = MessagePackSerializer.Deserialize<DateTime>(MessagePackSerializer.Serialize(value, s_options, TestContext.Current.CancellationToken), s_options, TestContext.Current.CancellationToken);
            Assert.Equal(expected, theirs);
        }
    }

    [Fact]
    public void The_native_forms_of_MessagePack_are_read()
    {
        var options = s_options.WithResolver(CompositeResolver.Create(
            NativeGuidResolver.Instance, NativeDecimalResolver.Instance, NativeDateTimeResolver.Instance, StandardResolver.Instance));

        Assert.Equal(Values.SomeGuid, Read(WireCodecs.Guid, Values.SomeGuid));
        foreach (var number in new[] { 0m, 1.10m, -79228162514264337593543950335m, 0.0000000000000000000000000001m })
            Assert.Equal(number, Read(WireCodecs.Decimal, number));
        foreach (var kind in new[] { DateTimeKind.Local, DateTimeKind.Utc, DateTimeKind.Unspecified })
        {
            var again = Read(WireCodecs.DateTime, new DateTime(639_000_000_000_000_007, kind));
            Assert.Equal((kind, 639_000_000_000_000_007), (again.Kind, again.Ticks));
        }

        T Read<T>(IWireCodec<T> codec, T value)
            => WireSerializer.Deserialize(codec, MessagePackSerializer.Serialize(value, options, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_generated_resolver_gives_MessagePack_our_codecs()
    {
        var options = MessagePackSerializerOptions.Standard.WithResolver(
            CompositeResolver.Create(Generated.WireFormatterResolver.Instance, StandardResolver.Instance));
        var value = Values.Collections();
        var cancellationToken = TestContext.Current.CancellationToken;

        Assert.IsType<WireFormatter<Collections>>(options.Resolver.GetFormatter<Collections>());
        var bytes = MessagePackSerializer.Serialize(value, options, cancellationToken);
        Assert.Equal(WireSerializer.Serialize(value), bytes);
        Assert.Equal(bytes, WireSerializer.Serialize(MessagePackSerializer.Deserialize<Collections>(bytes, options, cancellationToken)));

        // Within types of MessagePack's own, and as nothing.
        var list = MessagePackSerializer.Serialize(new List<Tree?> { new() { Value = 1 }, null }, options, cancellationToken);
        var again = MessagePackSerializer.Deserialize<List<Tree?>>(list, options, cancellationToken);
        Assert.Equal(1, again[0]!.Value);
        Assert.Null(again[1]);
    }

    [Fact]
    public void What_a_codec_refuses_is_an_exception_of_MessagePack()
    {
        var formatter = new WireFormatter<ReportPublished>(Wire.Tests.Types.Generated.ReportPublishedCodec.Instance);
        var options = MessagePackSerializerOptions.Standard.WithResolver(CompositeResolver.Create(formatter));
        var exception = Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<ReportPublished>(new byte[] { 0x80 }, options, TestContext.Current.CancellationToken));
        Assert.Contains("'Title'", exception.GetBaseException().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_formatter_of_somebody_else_serves_as_a_codec()
    {
        var codec = new MessagePackCodec<Uri[]>(StandardResolver.Options);
        Uri[] value = [new("https://example.org/")];
        var bytes = WireSerializer.Serialize(WireCodecs.List(codec), [value]);
        Assert.Equal(value, WireSerializer.Deserialize(WireCodecs.List(codec), bytes)[0]);
        Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize(codec, [0x91, 0xc2]));
    }

    private static void AssertInterop<T>(T value)
        where T : IWireSerializable<T>
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var ours = WireSerializer.Serialize(value);
        Assert.Equal(ours, WireSerializer.Serialize(MessagePackSerializer.Deserialize<T>(ours, s_options, cancellationToken)));

        var theirs = MessagePackSerializer.Serialize(value, s_options, cancellationToken);
        Assert.Equal(ours, WireSerializer.Serialize(WireSerializer.Deserialize<T>(theirs)));
        Assert.Equal(theirs.Length, ours.Length);
    }
}
