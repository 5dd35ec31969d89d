using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PluginSdk.Wire;

/// <summary>Reads the text of a GUID, all its digits at once: a GUID is what nearly every message carries.</summary>
internal static class GuidText
{
    /// <summary>The length with hyphens.</summary>
    public const int Length = 36;

    /// <summary>The length without.</summary>
    public const int LengthWithoutHyphens = 32;

    public static bool TryParse(ReadOnlySpan<byte> text, out Guid value)
    {
        Vector128<byte> first, second;
        if (text.Length == Length)
        {
            if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
            {
                value = default;
                return false;
            }

            first = Digits(Eight(text, 0), Four(text, 9), Four(text, 14));
            second = Vector128.Create((ulong)Four(text, 19) | ((ulong)Four(text, 24) << 32), Eight(text, 28)).AsByte();
        }
        else if (text.Length == LengthWithoutHyphens)
        {
            first = Vector128.Create(text);
            second = Vector128.Create(text[16..]);
        }
        else
        {
            value = default;
            return false;
        }

        var valid = TryDecode(ref first) & TryDecode(ref second);
        value = valid ? FromBigEndian(Vector128.Narrow(first.AsUInt16(), second.AsUInt16())) : default;
        return valid;
    }

    private static Vector128<byte> Digits(ulong eight, uint four, uint lastFour)
        => Vector128.Create(eight, four | ((ulong)lastFour << 32)).AsByte();

    private static ulong Eight(ReadOnlySpan<byte> text, int start) => MemoryMarshal.Read<ulong>(text[start..]);

    private static uint Four(ReadOnlySpan<byte> text, int start) => MemoryMarshal.Read<uint>(text[start..]);

    /// <summary>Turns sixteen digits into eight bytes, each in the low half of a 16-bit element.</summary>
    private static bool TryDecode(ref Vector128<byte> text)
    {
        var digits = text - Vector128.Create((byte)'0');
        var letters = (text | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a');
        var areDigits = Vector128.LessThan(digits, Vector128.Create((byte)10));
        var areLetters = Vector128.LessThan(letters, Vector128.Create((byte)6));
        var nibbles = Vector128.ConditionalSelect(areDigits, digits, letters + Vector128.Create((byte)10)).AsUInt16();

        // The first digit of a pair is the low byte of its element, and the high nibble of the result.
        text = (((nibbles << 4) | (nibbles >> 8)) & Vector128.Create((ushort)0xff)).AsByte();
        return (areDigits | areLetters) == Vector128<byte>.AllBitsSet;
    }

    private static Guid FromBigEndian(Vector128<byte> bytes)
    {
        Span<byte> ordered = stackalloc byte[16];
        bytes.CopyTo(ordered);
        return new Guid(ordered, bigEndian: true);
    }
}
