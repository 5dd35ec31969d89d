using System.Runtime.CompilerServices;
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
        // What follows takes the first digit of a pair from the lower byte.
        if (!BitConverter.IsLittleEndian)
            return Guid.TryParse(text, out value);

        ref var start = ref MemoryMarshal.GetReference(text);
        Vector128<byte> first, second;
        if (text.Length == Length)
        {
            // Eight digits, three times four, twelve; and a hyphen between them.
            first = Vector128.Create(Eight(ref start, 0), Four(ref start, 9) | ((ulong)Four(ref start, 14) << 32)).AsByte();
            second = Vector128.Create(Four(ref start, 19) | ((ulong)Four(ref start, 24) << 32), Eight(ref start, 28)).AsByte();
            if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
            {
                value = default;
                return false;
            }
        }
        else if (text.Length == LengthWithoutHyphens)
        {
            first = Vector128.LoadUnsafe(ref start);
            second = Vector128.LoadUnsafe(ref start, 16);
        }
        else
        {
            value = default;
            return false;
        }

        var valid = Decode(first, out var high) & Decode(second, out var low);
        var bytes = Vector128.Narrow(high, low);

        // The text has the most significant digit of each part first, a Guid in memory the least significant byte of three.
        value = Unsafe.BitCast<Vector128<byte>, Guid>(
            Vector128.Shuffle(bytes, Vector128.Create((byte)3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15)));
        return valid == Vector128<byte>.AllBitsSet;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Eight(ref byte start, int offset) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Four(ref byte start, int offset) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, offset));

    /// <summary>Turns sixteen digits into eight bytes; all bits of the result are set for characters that are digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Decode(Vector128<byte> text, out Vector128<ushort> bytes)
    {
        var digits = text - Vector128.Create((byte)'0');
        var letters = (text | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a');
        var areDigits = Vector128.LessThan(digits, Vector128.Create((byte)10));
        var areLetters = Vector128.LessThan(letters, Vector128.Create((byte)6));
        var nibbles = Vector128.ConditionalSelect(areDigits, digits, letters + Vector128.Create((byte)10)).AsUInt16();

        // The first digit of a pair is the low byte of its element, and the high nibble of the result.
        bytes = ((nibbles << 4) | (nibbles >> 8)) & Vector128.Create((ushort)0xff);
        return areDigits | areLetters;
    }
}
