using System.Buffers;
using System.Reflection;
using System.Text;

namespace PluginSdk.Wire.Tests;

/// <summary>Nothing checks that there is room for a value within a block: no value may need more than is said of its type.</summary>
public sealed class WireRoomTests
{
    /// <summary>The values of each type that take the most bytes.</summary>
    private static readonly Dictionary<string, byte[][]> s_longest = new()
    {
        [nameof(WireRoom.Nil)] = [Written((ref WireBlock block) => block.WriteNil())],
        [nameof(WireRoom.Header)] = [Written((ref WireBlock block) => block.WriteArrayHeader(int.MaxValue)), Written((ref WireBlock block) => block.WriteMapHeader(int.MaxValue))],
        [nameof(WireRoom.Boolean)] = Written(WireCodecs.Boolean, true, false),
        [nameof(WireRoom.SByte)] = Written(WireCodecs.SByte, sbyte.MinValue, sbyte.MaxValue),
        [nameof(WireRoom.Byte)] = Written(WireCodecs.Byte, byte.MaxValue),
        [nameof(WireRoom.Int16)] = Written(WireCodecs.Int16, short.MinValue, short.MaxValue),
        [nameof(WireRoom.UInt16)] = Written(WireCodecs.UInt16, ushort.MaxValue),
        [nameof(WireRoom.Char)] = Written(WireCodecs.Char, char.MaxValue, '\uD800'),
        [nameof(WireRoom.Int32)] = Written(WireCodecs.Int32, int.MinValue, int.MaxValue),
        [nameof(WireRoom.UInt32)] = Written(WireCodecs.UInt32, uint.MaxValue),
        [nameof(WireRoom.Rune)] = Written(WireCodecs.Rune, new Rune(0x10FFFF)),
        [nameof(WireRoom.Int64)] = Written(WireCodecs.Int64, long.MinValue, long.MaxValue),
        [nameof(WireRoom.UInt64)] = Written(WireCodecs.UInt64, ulong.MaxValue),
        [nameof(WireRoom.Int128)] = Written(WireCodecs.Int128, Int128.MinValue, Int128.MaxValue),
        [nameof(WireRoom.UInt128)] = Written(WireCodecs.UInt128, UInt128.MaxValue),
        [nameof(WireRoom.Half)] = Written(WireCodecs.Half, Half.MinValue, Half.NaN),
        [nameof(WireRoom.Single)] = Written(WireCodecs.Single, float.MinValue, float.Epsilon),
        [nameof(WireRoom.Double)] = Written(WireCodecs.Double, double.MinValue, double.Epsilon),
        [nameof(WireRoom.Decimal)] = Written(WireCodecs.Decimal, decimal.MinValue, -decimal.One / 3, new decimal(-1, -1, -1, isNegative: true, scale: 28), new decimal(1, 0, 0, isNegative: true, scale: 28)),
        [nameof(WireRoom.Guid)] = Written(WireCodecs.Guid, Guid.NewGuid(), Guid.AllBitsSet),
        [nameof(WireRoom.DateTime)] = Written(WireCodecs.DateTime, DateTime.MinValue, DateTime.MaxValue, DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Local), DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)),
        [nameof(WireRoom.DateTimeOffset)] = Written(WireCodecs.DateTimeOffset, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.FromHours(-14)).AddTicks(1), new DateTimeOffset(1, 1, 2, 0, 0, 0, TimeSpan.FromHours(14)).AddTicks(1)),
        [nameof(WireRoom.TimeSpan)] = Written(WireCodecs.TimeSpan, TimeSpan.MinValue, TimeSpan.MaxValue),
        [nameof(WireRoom.DateOnly)] = Written(WireCodecs.DateOnly, DateOnly.MaxValue),
        [nameof(WireRoom.TimeOnly)] = Written(WireCodecs.TimeOnly, TimeOnly.MaxValue),
    };

    private delegate void Write(ref WireBlock block);

    public static TheoryData<string> Types =>
        [.. typeof(WireRoom).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => property.Name).Where(name => name != nameof(WireRoom.Chunk))];

    [Theory]
    [MemberData(nameof(Types))]
    public void No_value_takes_more_than_its_room(string type)
    {
        var room = (int)typeof(WireRoom).GetProperty(type)!.GetValue(null)!;

        Assert.InRange(s_longest[type].Max(bytes => bytes.Length), 1, room);
    }

    /// <summary>Around the lengths where the header grows and where texts are measured.</summary>
    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("漢")]
    [InlineData("🎉")]
    [InlineData("\uD800")]
    [InlineData("aaaaaaaaaaaaaaa漢")]
    public void No_text_takes_more_than_its_room(string pattern)
    {
        foreach (var length in (int[])[0, 1, 10, 11, 31, 32, 85, 86, 255, 256, 4095, 4096, 4097, 21_845, 21_846, 65_535, 65_536, 70_000])
        {
            var text = string.Concat(Enumerable.Repeat(pattern, (length / pattern.Length) + 1))[..length];
            var bytes = WireSerializer.Serialize(WireCodecs.String, text);

            Assert.InRange(bytes.Length, 1, WireRoom.Of(text));
            Assert.Equal(WireRoom.Of(text), WireRoom.OfNullable(text));
            Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), WireSerializer.Deserialize(WireCodecs.String, bytes));
        }
    }

    /// <summary>What is behind the window stays as it is, whatever is written last within it: at its very end.</summary>
    [Fact]
    public void Nothing_is_written_behind_the_room()
    {
        AssertIntact(WireRoom.Int64, (ref WireBlock block) => block.WriteInt64(-33));
        AssertIntact(WireRoom.Int64, (ref WireBlock block) => block.WriteInt64(long.MinValue));
        AssertIntact(WireRoom.UInt64, (ref WireBlock block) => block.WriteUInt64(128));
        AssertIntact(WireRoom.UInt64, (ref WireBlock block) => block.WriteUInt64(ulong.MaxValue));
        AssertIntact(WireRoom.Byte, (ref WireBlock block) => block.WriteByte(255));
        AssertIntact(WireRoom.SByte, (ref WireBlock block) => block.WriteSByte(-128));
        AssertIntact(WireRoom.Char, (ref WireBlock block) => block.WriteChar('漢'));
        AssertIntact(WireRoom.Rune, (ref WireBlock block) => block.WriteRune(new Rune(0x1F389)));
        AssertIntact(WireRoom.Header, (ref WireBlock block) => block.WriteArrayHeader(16));
        AssertIntact(WireRoom.Half, (ref WireBlock block) => block.WriteHalf(Half.One));
        AssertIntact(WireRoom.Double, (ref WireBlock block) => block.WriteDouble(1));
        AssertIntact(WireRoom.Decimal, (ref WireBlock block) => block.WriteDecimal(decimal.MinValue));
        AssertIntact(WireRoom.Int128, (ref WireBlock block) => block.WriteInt128(-1));
        AssertIntact(WireRoom.Guid, (ref WireBlock block) => block.WriteGuid(Values.SomeGuid));
        AssertIntact(WireRoom.DateTime, (ref WireBlock block) => block.WriteDateTime(DateTime.MinValue));
        AssertIntact(WireRoom.DateTimeOffset, (ref WireBlock block) => block.WriteDateTimeOffset(new DateTimeOffset(1, 1, 2, 0, 0, 0, TimeSpan.FromHours(14))));
        AssertIntact(WireRoom.DateOnly, (ref WireBlock block) => block.WriteDateOnly(DateOnly.MaxValue));
        AssertIntact(WireRoom.TimeSpan, (ref WireBlock block) => block.WriteTimeSpan(TimeSpan.MinValue));
        foreach (var text in (string[])["", new('a', 31), new('漢', 31), new('a', 300), new('漢', 300), new('a', 5000), new('漢', 5000), new string('a', 4999) + '漢'])
            AssertIntact(WireRoom.Of(text), (ref WireBlock block) => block.WriteString(text));
    }

    private static void AssertIntact(long room, Write write)
    {
        var output = new Guarded();
        var writer = new WireWriter(output);
        for (var left = output.Window; left > room; left--)
            writer.WriteNil();
        var block = writer.Begin(room);
        write(ref block);
        writer.End(block);
        writer.Flush();

        Assert.True(output.IsIntact);
    }

    private static byte[][] Written<T>(IWireCodec<T> codec, params T[] values) => [.. values.Select(value => WireSerializer.Serialize(codec, value))];

    private static byte[] Written(Write write)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new WireWriter(output);
        var block = writer.Begin(WireRoom.Chunk);
        write(ref block);
        writer.End(block);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Gives just what is asked for, with a fence behind it.</summary>
    private sealed class Guarded : IBufferWriter<byte>
    {
        private const byte Fence = 0xEE;
        private readonly List<(byte[] Bytes, int Length)> _windows = [];

        /// <summary>How many bytes the last window has.</summary>
        public int Window => _windows[^1].Length;

        public bool IsIntact => _windows.All(window => window.Bytes.AsSpan(window.Length).IndexOfAnyExcept(Fence) < 0);

        public void Advance(int count)
        {
        }

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            var bytes = new byte[sizeHint + 256];
            bytes.AsSpan(sizeHint).Fill(Fence);
            _windows.Add((bytes, sizeHint));
            return bytes.AsMemory(0, sizeHint);
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
