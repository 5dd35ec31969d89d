using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

public ref partial struct WireWriter
{
    /// <summary>Writes nil, the MessagePack null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteNil()
    {
        Reserve(1) = WireCode.Nil;
        _position++;
    }

    /// <summary>Writes a boolean.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteBoolean(bool value)
    {
        Reserve(1) = value ? WireCode.True : WireCode.False;
        _position++;
    }

    /// <summary>Writes an integer in its shortest form.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte value) => WriteUInt64(value);

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteSByte(sbyte value) => WriteInt64(value);

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt16(short value) => WriteInt64(value);

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt16(ushort value) => WriteUInt64(value);

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt32(int value) => WriteInt64(value);

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt32(uint value) => WriteUInt64(value);

    /// <summary>Writes a UTF-16 code unit as an integer.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteChar(char value) => WriteUInt64(value);

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt64(long value)
    {
        if ((ulong)value <= WireCode.MaxPositiveFixInt)
        {
            Reserve(1) = (byte)value;
            _position++;
        }
        else
        {
            WriteLongInteger(value);
        }
    }

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt64(ulong value)
    {
        if (value <= WireCode.MaxPositiveFixInt)
        {
            Reserve(1) = (byte)value;
            _position++;
        }
        else
        {
            WriteLongUnsigned(value);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLongInteger(long value)
    {
        if (value >= 0)
            WriteLongUnsigned((ulong)value);
        else
            WriteNegative(value);
    }

    private void WriteLongUnsigned(ulong value)
    {
        ref var target = ref Reserve(9);
        switch (value)
        {
            case <= byte.MaxValue:
                target = WireCode.UInt8;
                Unsafe.Add(ref target, 1) = (byte)value;
                _position += 2;
                break;
            case <= ushort.MaxValue:
                target = WireCode.UInt16;
                Put(ref target, 1, (ushort)value);
                _position += 3;
                break;
            case <= uint.MaxValue:
                target = WireCode.UInt32;
                Put(ref target, 1, (uint)value);
                _position += 5;
                break;
            default:
                target = WireCode.UInt64;
                Put(ref target, 1, value);
                _position += 9;
                break;
        }
    }

    private void WriteNegative(long value)
    {
        ref var target = ref Reserve(9);
        switch (value)
        {
            case >= -32:
                target = (byte)value;
                _position++;
                break;
            case >= sbyte.MinValue:
                target = WireCode.Int8;
                Unsafe.Add(ref target, 1) = (byte)value;
                _position += 2;
                break;
            case >= short.MinValue:
                target = WireCode.Int16;
                Put(ref target, 1, (ushort)value);
                _position += 3;
                break;
            case >= int.MinValue:
                target = WireCode.Int32;
                Put(ref target, 1, (uint)value);
                _position += 5;
                break;
            default:
                target = WireCode.Int64;
                Put(ref target, 1, (ulong)value);
                _position += 9;
                break;
        }
    }

    /// <summary>Puts a number, its most significant byte first, behind a reserved byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref byte target, int offset, ushort value)
        => Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, offset), Ordered(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref byte target, int offset, uint value)
        => Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, offset), Ordered(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref byte target, int offset, ulong value)
        => Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, offset), Ordered(value));

    private static ushort Ordered(ushort value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    private static uint Ordered(uint value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    private static ulong Ordered(ulong value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    /// <summary>Writes a number as a 32-bit float, which holds every value of <see cref="Half"/>.</summary>
    /// <param name="value">The value.</param>
    public void WriteHalf(Half value) => WriteSingle((float)value);

    /// <summary>Writes a 32-bit float.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteSingle(float value)
    {
        ref var target = ref Reserve(5);
        target = WireCode.Float32;
        Put(ref target, 1, BitConverter.SingleToUInt32Bits(value));
        _position += 5;
    }

    /// <summary>Writes a 64-bit float.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDouble(double value)
    {
        ref var target = ref Reserve(9);
        target = WireCode.Float64;
        Put(ref target, 1, BitConverter.DoubleToUInt64Bits(value));
        _position += 9;
    }

    /// <summary>Writes a decimal as its invariant text, digits and scale kept, as MessagePack-CSharp does.</summary>
    /// <param name="value">The value.</param>
    public void WriteDecimal(decimal value)
    {
        // 29 digits, a sign and a point: never more than 31 bytes, the longest string with a one-byte header.
        var target = ReserveSpan(32);
        System.Buffers.Text.Utf8Formatter.TryFormat(value, target[1..], out var length);
        target[0] = (byte)(WireCode.FixStr | length);
        _position += length + 1;
    }

    /// <summary>Writes 16 bytes, little-endian.</summary>
    /// <param name="value">The value.</param>
    public void WriteInt128(Int128 value)
    {
        var target = ReserveSpan(18);
        BinaryPrimitives.WriteInt128LittleEndian(target[2..], value);
        target[1] = 16;
        target[0] = WireCode.Bin8;
        _position += 18;
    }

    /// <inheritdoc cref="WriteInt128"/>
    public void WriteUInt128(UInt128 value)
    {
        var target = ReserveSpan(18);
        BinaryPrimitives.WriteUInt128LittleEndian(target[2..], value);
        target[1] = 16;
        target[0] = WireCode.Bin8;
        _position += 18;
    }

    /// <summary>Writes the two's complement bytes, little-endian.</summary>
    /// <param name="value">The value.</param>
    public void WriteBigInteger(BigInteger value)
    {
        var length = value.GetByteCount();
        WriteBinaryHeader(length);
        value.TryWriteBytes(ReserveSpan(length), out _);
        _position += length;
    }
}
