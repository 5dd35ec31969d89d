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

    /// <summary>A value or more of every test type; what only UTC times have in common is in the tests of kinds.</summary>
    private static readonly InteropCase[] s_cases =
    [
        InteropCase.Of(new ReportPublished(Values.SomeGuid, "Größe 漢字 🎉")),
        InteropCase.Of(new SmallEvent(Values.SomeGuid, -1, "title", DateTime.UnixEpoch.AddTicks(1))),
        InteropCase.Of(new Point(1, -2)),
        InteropCase.Of(new Wire.Tests.Types.Range(3, 4)),
        InteropCase.Of(new Defaults("n", 1, "note", Level.Low, 1.5, -1.10m)),
        InteropCase.Of(new Plain { Field = 3, Text = "x" }),
        InteropCase.Of(new Keyed { First = 1, Second = 2 }),
        InteropCase.Of(new Gaps { First = 1, Fourth = "4", Sixth = 6 }),
        InteropCase.Of([.. Values.Scalars().Select(InUtc)]),
        InteropCase.Of(new NullableScalars(), Values.NullableScalars()),
        InteropCase.Of(Values.Enums()),
        InteropCase.Of(new Collections(), Values.Collections()),
        InteropCase.Of(Values.ImmutableCollections()),
        InteropCase.Of(Values.OwnCollections()),
        InteropCase.Of(Values.Tuples()),
        InteropCase.Of(Values.Memories()),
        InteropCase.Of(Values.Tree(4)),
        InteropCase.Of(Values.Slots()),
        InteropCase.Of(Values.Drawing()),
        InteropCase.Of(new Bird { Name = "Amsel", Legs = 3 }),
        InteropCase.Of(new ByConstructor(1, "t") { Later = "l" }),
        InteropCase.Of(new Picky(7)),
        InteropCase.Of(Wire.Tests.Types.Generated.IShapeCodec.Instance, new Circle { Radius = 1.5 }, new LabelledSquare { Side = 3, Label = "big" }),
        InteropCase.Of(Wire.Tests.Types.Generated.Outer_Middle_InnermostCodec.Instance, Values.Innermost()),
        // These have members that MessagePack-CSharp reaches only where it is told to look at private ones.
        InteropCase.Of(Values.Pages()) with { Options = ContractlessStandardResolverAllowPrivate.Options },
        InteropCase.Of(new Initialised { Name = "n", Retries = 9, Text = "t", Field = 8, Items = [3] }) with { Options = ContractlessStandardResolverAllowPrivate.Options },
        InteropCase.Of(new Contracted { Number = 1 }) with { Options = StandardResolverAllowPrivate.Options },
    ];

    private static Scalars InUtc(Scalars value)
    {
        value.DateTime = DateTime.SpecifyKind(value.DateTime, DateTimeKind.Utc);
        return value;
    }

    [Fact]
    public void Every_test_type_is_tried() => Assert.Empty(TestTypes.All.Except(s_cases.Select(test => test.Type)));

    public static TheoryData<string> Types => [.. s_cases.Select(test => test.Type.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void MessagePack_reads_our_bytes_and_we_read_its(string type)
    {
        var test = s_cases.Single(candidate => candidate.Type.Name == type);
        test.Check(test.Options ?? s_options);
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
}
