using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using PluginSdk.Wire;

namespace PluginSdk.Benchmarks.Serializer;

/// <summary>
/// The parts of MessagePack that the hand-written codec needs, over memory that is long enough and bytes that are right.
/// Text and GUIDs go through the same vectors as ours.
/// </summary>
internal static class HandFormat
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(ref byte start, int at, T value)
        where T : unmanaged
        => Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, at), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Get<T>(ref byte start, int at)
        where T : unmanaged
        => Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref start, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteInteger(ref byte start, ref int at, long value)
    {
        if ((ulong)value <= 0x7f)
            Unsafe.Add(ref start, at++) = (byte)value;
        else
            at = WriteLongInteger(ref start, at, value);
    }

    private static int WriteLongInteger(ref byte start, int at, long value)
    {
        switch (value)
        {
            case >= -32 and < 0:
                Unsafe.Add(ref start, at) = (byte)value;
                return at + 1;
            case >= 0 and <= byte.MaxValue:
                Put(ref start, at, (ushort)(0xcc | (value << 8)));
                return at + 2;
            case >= 0 and <= ushort.MaxValue:
                Unsafe.Add(ref start, at) = 0xcd;
                Put(ref start, at + 1, BinaryPrimitives.ReverseEndianness((ushort)value));
                return at + 3;
            case >= 0 and <= uint.MaxValue:
                Unsafe.Add(ref start, at) = 0xce;
                Put(ref start, at + 1, BinaryPrimitives.ReverseEndianness((uint)value));
                return at + 5;
            default:
                Unsafe.Add(ref start, at) = value < 0 ? (byte)0xd3 : (byte)0xcf;
                Put(ref start, at + 1, BinaryPrimitives.ReverseEndianness(value));
                return at + 9;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteDouble(ref byte start, ref int at, double value)
    {
        Unsafe.Add(ref start, at) = 0xcb;
        Put(ref start, at + 1, BinaryPrimitives.ReverseEndianness(BitConverter.DoubleToUInt64Bits(value)));
        at += 9;
    }

    public static int WriteString(ref byte start, int at, string value)
    {
        var length = value.Length;
        var header = length <= 31 ? 1 : length <= 255 ? 2 : 3;
        if (length <= ushort.MaxValue && AsciiText.TryNarrow(in MemoryMarshal.GetReference<char>(value), length, ref Unsafe.Add(ref start, at + header)))
            return WriteStringHeader(ref start, at, length) + length;

        // Encoded behind the longest header, then moved to the one that it gets.
        var text = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, at + 3), length * 3);
        length = Encoding.UTF8.GetBytes(value, text);
        var end = WriteStringHeader(ref start, at, length);
        text[..length].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, end), length));
        return end + length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteStringHeader(ref byte start, int at, int length)
    {
        if (length <= 31)
        {
            Unsafe.Add(ref start, at) = (byte)(0xa0 | length);
            return at + 1;
        }

        if (length <= 255)
        {
            Put(ref start, at, (ushort)(0xd9 | (length << 8)));
            return at + 2;
        }

        Unsafe.Add(ref start, at) = 0xda;
        Put(ref start, at + 1, BinaryPrimitives.ReverseEndianness((ushort)length));
        return at + 3;
    }

    public static int WriteGuid(ref byte start, int at, Guid value)
    {
        Put(ref start, at, (ushort)(0xd9 | (36 << 8)));
        value.TryFormat(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, at + 2), 36), out _);
        return at + 38;
    }

    public static int WriteUtc(ref byte start, int at, DateTime value)
    {
        var ticks = (ulong)(value.Ticks - DateTime.UnixEpoch.Ticks);
        var seconds = ticks / TimeSpan.TicksPerSecond;
        var nanoseconds = ticks % TimeSpan.TicksPerSecond * 100;
        if (nanoseconds == 0 && seconds <= uint.MaxValue)
        {
            Put(ref start, at, (ushort)0xffd6);
            Put(ref start, at + 2, BinaryPrimitives.ReverseEndianness((uint)seconds));
            return at + 6;
        }

        Put(ref start, at, (ushort)0xffd7);
        Put(ref start, at + 2, BinaryPrimitives.ReverseEndianness((nanoseconds << 34) | seconds));
        return at + 10;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteHeader(ref byte start, ref int at, int count, byte fix, byte wide)
    {
        if (count <= 15)
        {
            Unsafe.Add(ref start, at++) = (byte)(fix | count);
            return;
        }

        Unsafe.Add(ref start, at) = wide;
        Put(ref start, at + 1, BinaryPrimitives.ReverseEndianness((ushort)count));
        at += 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ReadInteger(ref byte start, ref int at)
    {
        var code = Unsafe.Add(ref start, at);
        if (code <= 0x7f)
        {
            at++;
            return code;
        }

        return ReadLongInteger(ref start, ref at);
    }

    private static long ReadLongInteger(ref byte start, ref int at)
    {
        var position = at;
        switch (Unsafe.Add(ref start, position))
        {
            case >= 0xe0 and var code:
                at = position + 1;
                return (sbyte)code;
            case 0xcc:
                at = position + 2;
                return Unsafe.Add(ref start, position + 1);
            case 0xcd:
                at = position + 3;
                return BinaryPrimitives.ReverseEndianness(Get<ushort>(ref start, position + 1));
            case 0xce:
                at = position + 5;
                return BinaryPrimitives.ReverseEndianness(Get<uint>(ref start, position + 1));
            case 0xcf or 0xd3:
                at = position + 9;
                return BinaryPrimitives.ReverseEndianness(Get<long>(ref start, position + 1));
            default:
                throw new InvalidDataException();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ReadDouble(ref byte start, ref int at)
    {
        if (Unsafe.Add(ref start, at) != 0xcb)
            throw new InvalidDataException();
        var value = BitConverter.UInt64BitsToDouble(BinaryPrimitives.ReverseEndianness(Get<ulong>(ref start, at + 1)));
        at += 9;
        return value;
    }

    public static string ReadString(ref byte start, ref int at)
    {
        var position = at;
        var code = Unsafe.Add(ref start, position++);
        int length;
        if ((code & 0xe0) == 0xa0)
        {
            length = code & 31;
        }
        else if (code == 0xd9)
        {
            length = Unsafe.Add(ref start, position++);
        }
        else if (code == 0xda)
        {
            length = BinaryPrimitives.ReverseEndianness(Get<ushort>(ref start, position));
            position += 2;
        }
        else
        {
            throw new InvalidDataException();
        }

        at = position + length;
        var text = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, position), length);
        return AsciiText.IsAscii(in MemoryMarshal.GetReference(text), length)
            ? string.Create(length, text, static (target, bytes) => AsciiText.Widen(in MemoryMarshal.GetReference(bytes), bytes.Length, ref MemoryMarshal.GetReference(target)))
            : Encoding.UTF8.GetString(text);
    }

    public static Guid ReadGuid(ref byte start, ref int at)
    {
        if (Get<ushort>(ref start, at) != (0xd9 | (36 << 8)) || !GuidText.TryParse(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, at + 2), 36), out var value))
            throw new InvalidDataException();
        at += 38;
        return value;
    }

    public static DateTime ReadUtc(ref byte start, ref int at)
    {
        if (Unsafe.Add(ref start, at) == 0xd6)
        {
            var whole = BinaryPrimitives.ReverseEndianness(Get<uint>(ref start, at + 2));
            at += 6;
            return new DateTime(DateTime.UnixEpoch.Ticks + (whole * TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        }

        if (Unsafe.Add(ref start, at) != 0xd7)
            throw new InvalidDataException();
        var packed = BinaryPrimitives.ReverseEndianness(Get<ulong>(ref start, at + 2));
        at += 10;
        return new DateTime(DateTime.UnixEpoch.Ticks + ((long)(packed & 0x3ffffffff) * TimeSpan.TicksPerSecond) + ((long)(packed >> 34) / 100), DateTimeKind.Utc);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadHeader(ref byte start, ref int at, byte fix, byte wide)
    {
        var code = Unsafe.Add(ref start, at);
        if ((code & 0xf0) == fix)
        {
            at++;
            return code & 15;
        }

        if (code != wide)
            throw new InvalidDataException();
        var count = BinaryPrimitives.ReverseEndianness(Get<ushort>(ref start, at + 1));
        at += 3;
        return count;
    }
}
