using System.Buffers;
using System.Text;

namespace PluginSdk.Wire.Tests;

/// <summary>The vectors that text goes through overlap at their ends; every length and every place is tried.</summary>
public sealed class TextTests
{
    [Fact]
    public void Text_of_every_length_with_another_character_at_every_place_comes_back()
    {
        foreach (var odd in new[] { "x", "\u0080", "é", "漢", "🎉", "\0" })
        {
            for (var length = 0; length <= 70; length++)
            {
                for (var at = 0; at <= length; at++)
                {
                    var text = new string('a', at) + odd + new string('z', length - at);
                    AssertText(text);
                }
            }
        }
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public void Text_at_the_ends_of_header_sizes_comes_back(int length)
    {
        AssertText(new string('a', length));
        AssertText(new string('ä', length));
        AssertText(new string('a', length - 1) + "ä");
        AssertText("漢" + new string('a', length - 1));
    }

    [Fact]
    public void A_surrogate_without_its_partner_becomes_the_replacement_character()
        => Assert.Equal("a\uFFFD", WireSerializer.Deserialize(WireCodecs.String, WireSerializer.Serialize(WireCodecs.String, "a\uD800")));

    private static void AssertText(string text)
    {
        var bytes = WireSerializer.Serialize(WireCodecs.String, text);
        var utf8 = Encoding.UTF8.GetBytes(text);
        Assert.Equal(Header(utf8.Length) + utf8.Length, bytes.Length);
        Assert.Equal(utf8, bytes[^utf8.Length..]);
        Assert.Equal(text, WireSerializer.Deserialize(WireCodecs.String, bytes));
    }

    private static int Header(int length) => length switch
    {
        <= 31 => 1,
        <= 255 => 2,
        <= 65_535 => 3,
        _ => 5,
    };

    [Fact]
    public void A_GUID_is_read_in_every_form()
    {
        var random = new Random(17);
        var bytes = new byte[16];
        for (var number = 0; number < 1000; number++)
        {
            random.NextBytes(bytes);
            var guid = new Guid(bytes);
            Assert.Equal(guid, WireSerializer.Deserialize(WireCodecs.Guid, WireSerializer.Serialize(WireCodecs.Guid, guid)));
            Assert.Equal(guid, Read(guid.ToString("D")));
            Assert.Equal(guid, Read(guid.ToString("D").ToUpperInvariant()));
            Assert.Equal(guid, Read(guid.ToString("N")));
            Assert.Equal(guid, WireSerializer.Deserialize(WireCodecs.Guid, WireSerializer.Serialize(WireCodecs.Binary, guid.ToByteArray())));
        }
    }

    [Fact]
    public void A_GUID_with_a_wrong_character_at_any_place_is_refused()
    {
        const string good = "0f8fad5b-d9cb-469f-a165-70867728950e";
        foreach (var wrong in new[] { '/', ':', '@', 'G', '`', 'g', '-', '0', ' ', '\0', '\u007f' })
        {
            for (var at = 0; at < good.Length; at++)
            {
                var isHyphen = good[at] == '-';
                if (isHyphen ? wrong == '-' : wrong == '0')
                    continue;
                var text = good[..at] + wrong + good[(at + 1)..];
                Assert.Throws<WireFormatException>(() => Read(text));
            }
        }

        Assert.Throws<WireFormatException>(() => Read(good[1..]));
        Assert.Throws<WireFormatException>(() => Read("{" + good + "}"));
    }

    private static Guid Read(string text) => WireSerializer.Deserialize(WireCodecs.Guid, WireSerializer.Serialize(WireCodecs.String, text));

    [Fact]
    public void A_writer_that_gives_less_than_asked_for_is_refused()
        => Assert.Throws<InvalidOperationException>(() => WireSerializer.Serialize(new Stingy(), WireCodecs.Int32, 1));

    private sealed class Stingy : IBufferWriter<byte>
    {
        public void Advance(int count)
        {
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => new byte[1];

        public Span<byte> GetSpan(int sizeHint = 0) => new byte[1];
    }
}
