using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using PluginSdk.Wire;

namespace PluginSdk.Benchmarks.Serializer;

/// <summary>The parts of MessagePack that it needs. Text and GUIDs go through the same vectors as ours.</summary>
internal static partial class HandCodec<TMemory>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteInteger(Span<byte> target, ref int at, long value)
    {
        if ((ulong)value <= 0x7f)
            TMemory.At(target, at++) = (byte)value;
        else
            at = WriteLongInteger(target, at, value);
    }

    private static int WriteLongInteger(Span<byte> target, int at, long value)
    {
        switch (value)
        {
            case >= -32 and < 0:
                TMemory.At(target, at) = (byte)value;
                return at + 1;
            case >= 0 and <= byte.MaxValue:
                TMemory.Put(target, at, (ushort)(0xcc | (value << 8)));
                return at + 2;
            case >= 0 and <= ushort.MaxValue:
                TMemory.At(target, at) = 0xcd;
                TMemory.Put(target, at + 1, BinaryPrimitives.ReverseEndianness((ushort)value));
                return at + 3;
            case >= 0 and <= uint.MaxValue:
                TMemory.At(target, at) = 0xce;
                TMemory.Put(target, at + 1, BinaryPrimitives.ReverseEndianness((uint)value));
                return at + 5;
            default:
                TMemory.At(target, at) = value < 0 ? (byte)0xd3 : (byte)0xcf;
                TMemory.Put(target, at + 1, BinaryPrimitives.ReverseEndianness(value));
                return at + 9;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteDouble(Span<byte> target, ref int at, double value)
    {
        TMemory.At(target, at) = 0xcb;
        TMemory.Put(target, at + 1, BinaryPrimitives.ReverseEndianness(BitConverter.DoubleToUInt64Bits(value)));
        at += 9;
    }

    private static int WriteString(Span<byte> target, int at, string value)
    {
        var length = value.Length;
        var header = length <= 31 ? 1 : length <= 255 ? 2 : 3;
        if (length <= ushort.MaxValue && AsciiText.TryNarrow(in MemoryMarshal.GetReference<char>(value), length, ref MemoryMarshal.GetReference(TMemory.Slice(target, at + header, length))))
            return WriteStringHeader(target, at, length) + length;

        // Encoded behind the longest header, then moved to the one that it gets.
        var text = TMemory.Slice(target, at + 3, length * 3);
        length = Encoding.UTF8.GetBytes(value, text);
        var end = WriteStringHeader(target, at, length);
        text[..length].CopyTo(TMemory.Slice(target, end, length));
        return end + length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteStringHeader(Span<byte> target, int at, int length)
    {
        if (length <= 31)
        {
            TMemory.At(target, at) = (byte)(0xa0 | length);
            return at + 1;
        }

        if (length <= 255)
        {
            TMemory.Put(target, at, (ushort)(0xd9 | (length << 8)));
            return at + 2;
        }

        TMemory.At(target, at) = 0xda;
        TMemory.Put(target, at + 1, BinaryPrimitives.ReverseEndianness((ushort)length));
        return at + 3;
    }

    private static int WriteGuid(Span<byte> target, int at, Guid value)
    {
        TMemory.Put(target, at, (ushort)(0xd9 | (36 << 8)));
        value.TryFormat(TMemory.Slice(target, at + 2, 36), out _);
        return at + 38;
    }

    private static int WriteUtc(Span<byte> target, int at, DateTime value)
    {
        var ticks = (ulong)(value.Ticks - DateTime.UnixEpoch.Ticks);
        var seconds = ticks / TimeSpan.TicksPerSecond;
        var nanoseconds = ticks % TimeSpan.TicksPerSecond * 100;
        if (nanoseconds == 0 && seconds <= uint.MaxValue)
        {
            TMemory.Put(target, at, (ushort)0xffd6);
            TMemory.Put(target, at + 2, BinaryPrimitives.ReverseEndianness((uint)seconds));
            return at + 6;
        }

        TMemory.Put(target, at, (ushort)0xffd7);
        TMemory.Put(target, at + 2, BinaryPrimitives.ReverseEndianness((nanoseconds << 34) | seconds));
        return at + 10;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteHeader(Span<byte> target, ref int at, int count, byte fix, byte wide)
    {
        if (count <= 15)
        {
            TMemory.At(target, at++) = (byte)(fix | count);
            return;
        }

        TMemory.At(target, at) = wide;
        TMemory.Put(target, at + 1, BinaryPrimitives.ReverseEndianness((ushort)count));
        at += 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long ReadInteger(ReadOnlySpan<byte> source, ref int at)
    {
        var code = TMemory.At(source, at);
        if (code <= 0x7f)
        {
            at++;
            return code;
        }

        return ReadLongInteger(source, ref at);
    }

    private static long ReadLongInteger(ReadOnlySpan<byte> source, ref int at)
    {
        var position = at;
        switch (TMemory.At(source, position))
        {
            case >= 0xe0 and var code:
                at = position + 1;
                return (sbyte)code;
            case 0xcc:
                at = position + 2;
                return TMemory.At(source, position + 1);
            case 0xcd:
                at = position + 3;
                return BinaryPrimitives.ReverseEndianness(TMemory.Get<ushort>(source, position + 1));
            case 0xce:
                at = position + 5;
                return BinaryPrimitives.ReverseEndianness(TMemory.Get<uint>(source, position + 1));
            case 0xcf or 0xd3:
                at = position + 9;
                return BinaryPrimitives.ReverseEndianness(TMemory.Get<long>(source, position + 1));
            default:
                throw new InvalidDataException();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ReadDouble(ReadOnlySpan<byte> source, ref int at)
    {
        if (TMemory.At(source, at) != 0xcb)
            throw new InvalidDataException();
        var value = BitConverter.UInt64BitsToDouble(BinaryPrimitives.ReverseEndianness(TMemory.Get<ulong>(source, at + 1)));
        at += 9;
        return value;
    }

    private static string ReadString(ReadOnlySpan<byte> source, ref int at)
    {
        var position = at;
        var code = TMemory.At(source, position++);
        int length;
        if ((code & 0xe0) == 0xa0)
        {
            length = code & 31;
        }
        else if (code == 0xd9)
        {
            length = TMemory.At(source, position++);
        }
        else if (code == 0xda)
        {
            length = BinaryPrimitives.ReverseEndianness(TMemory.Get<ushort>(source, position));
            position += 2;
        }
        else
        {
            throw new InvalidDataException();
        }

        at = position + length;
        var text = TMemory.Slice(source, position, length);
        return AsciiText.IsAscii(in MemoryMarshal.GetReference(text), length)
            ? string.Create(length, text, static (target, bytes) => AsciiText.Widen(in MemoryMarshal.GetReference(bytes), bytes.Length, ref MemoryMarshal.GetReference(target)))
            : Encoding.UTF8.GetString(text);
    }

    private static Guid ReadGuid(ReadOnlySpan<byte> source, ref int at)
    {
        if (TMemory.Get<ushort>(source, at) != (0xd9 | (36 << 8)) || !GuidText.TryParse(TMemory.Slice(source, at + 2, 36), out var value))
            throw new InvalidDataException();
        at += 38;
        return value;
    }

    private static DateTime ReadUtc(ReadOnlySpan<byte> source, ref int at)
    {
        if (TMemory.At(source, at) == 0xd6)
        {
            var whole = BinaryPrimitives.ReverseEndianness(TMemory.Get<uint>(source, at + 2));
            at += 6;
            return new DateTime(DateTime.UnixEpoch.Ticks + (whole * TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        }

        if (TMemory.At(source, at) != 0xd7)
            throw new InvalidDataException();
        var packed = BinaryPrimitives.ReverseEndianness(TMemory.Get<ulong>(source, at + 2));
        at += 10;
        return new DateTime(DateTime.UnixEpoch.Ticks + ((long)(packed & 0x3ffffffff) * TimeSpan.TicksPerSecond) + ((long)(packed >> 34) / 100), DateTimeKind.Utc);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadHeader(ReadOnlySpan<byte> source, ref int at, byte fix, byte wide)
    {
        var code = TMemory.At(source, at);
        if ((code & 0xf0) == fix)
        {
            at++;
            return code & 15;
        }

        if (code != wide)
            throw new InvalidDataException();
        var count = BinaryPrimitives.ReverseEndianness(TMemory.Get<ushort>(source, at + 1));
        at += 3;
        return count;
    }
}
