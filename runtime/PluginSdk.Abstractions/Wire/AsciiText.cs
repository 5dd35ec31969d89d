using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PluginSdk.Wire;

/// <summary>
/// Turns ASCII into UTF-16 and back. Most text on the wire is short and ASCII; for that the general encoders spend more
/// time on finding out what to do than on doing it. The ends of a text are handled by vectors that overlap.
/// </summary>
internal static class AsciiText
{
    private const ulong NotAsciiInFourCharacters = 0xff80_ff80_ff80_ff80;
    private const ulong NotAsciiInEightBytes = 0x8080_8080_8080_8080;

    /// <summary>Writes one byte for each character; false, with some of them written, if one is not ASCII.</summary>
    /// <param name="source">The first character.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="target">The first of as many bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryNarrow(ref readonly char source, int length, ref byte target)
    {
        ref var text = ref Unsafe.As<char, ushort>(ref Unsafe.AsRef(in source));
        if (length >= 16)
        {
            for (var index = 0; index < length - 16; index += 16)
            {
                if (!TryNarrow16(ref text, index, ref target))
                    return false;
            }

            return TryNarrow16(ref text, length - 16, ref target);
        }

        if (length >= 8)
        {
            var first = Vector128.LoadUnsafe(ref text);
            var last = Vector128.LoadUnsafe(ref text, (nuint)length - 8);
            if (((first | last) & Vector128.Create((ushort)0xff80)) != Vector128<ushort>.Zero)
                return false;
            var bytes = Vector128.Narrow(first, last).AsUInt64();
            Unsafe.WriteUnaligned(ref target, bytes.GetElement(0));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, length - 8), bytes.GetElement(1));
            return true;
        }

        if (length >= 4)
        {
            var first = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref text));
            var last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref text, length - 4)));
            if (((first | last) & NotAsciiInFourCharacters) != 0)
                return false;
            Unsafe.WriteUnaligned(ref target, Narrow4(first));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, length - 4), Narrow4(last));
            return true;
        }

        for (var index = 0; index < length; index++)
        {
            var character = Unsafe.Add(ref text, index);
            if (character > 0x7f)
                return false;
            Unsafe.Add(ref target, index) = (byte)character;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryNarrow16(ref ushort text, int index, ref byte target)
    {
        var low = Vector128.LoadUnsafe(ref text, (nuint)index);
        var high = Vector128.LoadUnsafe(ref text, (nuint)index + 8);
        if (((low | high) & Vector128.Create((ushort)0xff80)) != Vector128<ushort>.Zero)
            return false;
        Vector128.Narrow(low, high).StoreUnsafe(ref target, (nuint)index);
        return true;
    }

    private static uint Narrow4(ulong text)
    {
        text = (text | (text >> 8)) & 0x0000_ffff_0000_ffff;
        return (uint)(text | (text >> 16));
    }

    /// <summary>Whether every byte is ASCII.</summary>
    /// <param name="source">The first byte.</param>
    /// <param name="length">How many there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAscii(ref readonly byte source, int length)
    {
        ref var bytes = ref Unsafe.AsRef(in source);
        if (length > 16)
        {
            var all = Vector128.LoadUnsafe(ref bytes, (nuint)length - 16);
            for (var index = 0; index < length - 16; index += 16)
                all |= Vector128.LoadUnsafe(ref bytes, (nuint)index);
            return all.ExtractMostSignificantBits() == 0;
        }

        if (length >= 8)
        {
            var both = Unsafe.ReadUnaligned<ulong>(ref bytes) | Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, length - 8));
            return (both & NotAsciiInEightBytes) == 0;
        }

        var any = 0;
        for (var index = 0; index < length; index++)
            any |= Unsafe.Add(ref bytes, index);
        return any <= 0x7f;
    }

    /// <summary>Writes one character for each byte.</summary>
    /// <param name="source">The first byte; all of them are ASCII.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="target">The first of as many characters.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen(ref readonly byte source, int length, ref char target)
    {
        ref var bytes = ref Unsafe.AsRef(in source);
        ref var text = ref Unsafe.As<char, ushort>(ref target);
        if (length >= 16)
        {
            for (var index = 0; index < length - 16; index += 16)
                Widen16(ref bytes, index, ref text);
            Widen16(ref bytes, length - 16, ref text);
        }
        else if (length >= 8)
        {
            var first = Unsafe.ReadUnaligned<ulong>(ref bytes);
            var last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, length - 8));
            var both = Vector128.Create(first, last).AsByte();
            Vector128.WidenLower(both).StoreUnsafe(ref text);
            Vector128.WidenUpper(both).StoreUnsafe(ref text, (nuint)length - 8);
        }
        else
        {
            for (var index = 0; index < length; index++)
                Unsafe.Add(ref text, index) = Unsafe.Add(ref bytes, index);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen16(ref byte bytes, int index, ref ushort text)
    {
        var value = Vector128.LoadUnsafe(ref bytes, (nuint)index);
        Vector128.WidenLower(value).StoreUnsafe(ref text, (nuint)index);
        Vector128.WidenUpper(value).StoreUnsafe(ref text, (nuint)index + 8);
    }
}
