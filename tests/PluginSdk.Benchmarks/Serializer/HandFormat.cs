using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;

namespace PluginSdk.Benchmarks.Serializer;

/// <summary>The parts of MessagePack that the hand-written codec needs, over a span that is long enough.</summary>
internal static class HandFormat
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteInteger(Span<byte> target, ref int at, long value)
    {
        if ((ulong)value <= 0x7f)
            target[at++] = (byte)value;
        else
            at = WriteLongInteger(target, at, value);
    }

    private static int WriteLongInteger(Span<byte> target, int at, long value)
    {
        if (value is >= -32 and < 0)
        {
            target[at] = (byte)value;
            return at + 1;
        }

        if (value is >= 0 and <= byte.MaxValue)
        {
            target[at] = 0xcc;
            target[at + 1] = (byte)value;
            return at + 2;
        }

        if (value is >= 0 and <= ushort.MaxValue)
        {
            target[at] = 0xcd;
            BinaryPrimitives.WriteUInt16BigEndian(target[(at + 1)..], (ushort)value);
            return at + 3;
        }

        if (value is >= 0 and <= uint.MaxValue)
        {
            target[at] = 0xce;
            BinaryPrimitives.WriteUInt32BigEndian(target[(at + 1)..], (uint)value);
            return at + 5;
        }

        target[at] = value < 0 ? (byte)0xd3 : (byte)0xcf;
        BinaryPrimitives.WriteInt64BigEndian(target[(at + 1)..], value);
        return at + 9;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteDouble(Span<byte> target, ref int at, double value)
    {
        target[at] = 0xcb;
        BinaryPrimitives.WriteDoubleBigEndian(target[(at + 1)..], value);
        at += 9;
    }

    public static int WriteString(Span<byte> target, int at, string value)
    {
        var header = value.Length <= 31 ? 1 : value.Length <= 255 ? 2 : 3;
        var length = Encoding.UTF8.GetBytes(value, target[(at + header)..]);
        var needed = length <= 31 ? 1 : length <= 255 ? 2 : 3;
        if (needed != header)
            target.Slice(at + header, length).CopyTo(target[(at + needed)..]);
        if (needed == 1)
        {
            target[at] = (byte)(0xa0 | length);
        }
        else if (needed == 2)
        {
            target[at] = 0xd9;
            target[at + 1] = (byte)length;
        }
        else
        {
            target[at] = 0xda;
            BinaryPrimitives.WriteUInt16BigEndian(target[(at + 1)..], (ushort)length);
        }

        return at + needed + length;
    }

    public static int WriteGuid(Span<byte> target, int at, Guid value)
    {
        target[at] = 0xd9;
        target[at + 1] = 36;
        value.TryFormat(target[(at + 2)..], out _);
        return at + 38;
    }

    public static int WriteUtc(Span<byte> target, int at, DateTime value)
    {
        var ticks = (ulong)(value.Ticks - DateTime.UnixEpoch.Ticks);
        var seconds = ticks / TimeSpan.TicksPerSecond;
        var nanoseconds = ticks % TimeSpan.TicksPerSecond * 100;
        if (nanoseconds == 0 && seconds <= uint.MaxValue)
        {
            target[at] = 0xd6;
            target[at + 1] = 0xff;
            BinaryPrimitives.WriteUInt32BigEndian(target[(at + 2)..], (uint)seconds);
            return at + 6;
        }

        target[at] = 0xd7;
        target[at + 1] = 0xff;
        BinaryPrimitives.WriteUInt64BigEndian(target[(at + 2)..], (nanoseconds << 34) | seconds);
        return at + 10;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteHeader(Span<byte> target, ref int at, int count, byte fix, byte wide)
    {
        if (count <= 15)
        {
            target[at++] = (byte)(fix | count);
            return;
        }

        target[at] = wide;
        BinaryPrimitives.WriteUInt16BigEndian(target[(at + 1)..], (ushort)count);
        at += 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ReadInteger(ReadOnlySpan<byte> source, ref int at)
    {
        var code = source[at];
        if (code <= 0x7f)
        {
            at++;
            return code;
        }

        return ReadLongInteger(source, ref at);
    }

    private static long ReadLongInteger(ReadOnlySpan<byte> source, ref int at)
    {
        var code = source[at++];
        long value;
        switch (code)
        {
            case >= 0xe0:
                return (sbyte)code;
            case 0xcc:
                return source[at++];
            case 0xcd:
                value = BinaryPrimitives.ReadUInt16BigEndian(source[at..]);
                at += 2;
                return value;
            case 0xce:
                value = BinaryPrimitives.ReadUInt32BigEndian(source[at..]);
                at += 4;
                return value;
            case 0xcf or 0xd3:
                value = BinaryPrimitives.ReadInt64BigEndian(source[at..]);
                at += 8;
                return value;
            default:
                throw new InvalidDataException();
        }
    }

    public static double ReadDouble(ReadOnlySpan<byte> source, ref int at)
    {
        if (source[at] != 0xcb)
            throw new InvalidDataException();
        var value = BinaryPrimitives.ReadDoubleBigEndian(source[(at + 1)..]);
        at += 9;
        return value;
    }

    public static string ReadString(ReadOnlySpan<byte> source, ref int at)
    {
        var code = source[at++];
        int length;
        if ((code & 0xe0) == 0xa0)
        {
            length = code & 31;
        }
        else if (code == 0xd9)
        {
            length = source[at++];
        }
        else if (code == 0xda)
        {
            length = BinaryPrimitives.ReadUInt16BigEndian(source[at..]);
            at += 2;
        }
        else
        {
            throw new InvalidDataException();
        }

        var value = Encoding.UTF8.GetString(source.Slice(at, length));
        at += length;
        return value;
    }

    public static Guid ReadGuid(ReadOnlySpan<byte> source, ref int at)
    {
        if (source[at] != 0xd9 || source[at + 1] != 36 || !Utf8Parser.TryParse(source.Slice(at + 2, 36), out Guid value, out _, 'D'))
            throw new InvalidDataException();
        at += 38;
        return value;
    }

    public static DateTime ReadUtc(ReadOnlySpan<byte> source, ref int at)
    {
        if (source[at] == 0xd6)
        {
            var whole = BinaryPrimitives.ReadUInt32BigEndian(source[(at + 2)..]);
            at += 6;
            return DateTime.UnixEpoch.AddTicks(whole * TimeSpan.TicksPerSecond);
        }

        if (source[at] != 0xd7)
            throw new InvalidDataException();
        var packed = BinaryPrimitives.ReadUInt64BigEndian(source[(at + 2)..]);
        at += 10;
        return DateTime.UnixEpoch.AddTicks(((long)(packed & 0x3ffffffff) * TimeSpan.TicksPerSecond) + ((long)(packed >> 34) / 100));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadHeader(ReadOnlySpan<byte> source, ref int at, byte fix, byte wide)
    {
        var code = source[at++];
        if ((code & 0xf0) == fix)
            return code & 15;
        if (code != wide)
            throw new InvalidDataException();
        var count = BinaryPrimitives.ReadUInt16BigEndian(source[at..]);
        at += 2;
        return count;
    }
}
