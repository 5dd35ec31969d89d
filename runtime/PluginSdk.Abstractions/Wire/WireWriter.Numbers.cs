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
        Reserve(1)[0] = WireCode.Nil;
        _position++;
    }

    /// <summary>Writes a boolean.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteBoolean(bool value)
    {
        Reserve(1)[0] = value ? WireCode.True : WireCode.False;
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
            Reserve(1)[0] = (byte)value;
            _position++;
        }
        else if (value >= 0)
        {
            WriteLongUnsigned((ulong)value);
        }
        else
        {
            WriteNegative(value);
        }
    }

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt64(ulong value)
    {
        if (value <= WireCode.MaxPositiveFixInt)
        {
            Reserve(1)[0] = (byte)value;
            _position++;
        }
        else
        {
            WriteLongUnsigned(value);
        }
    }

    private void WriteLongUnsigned(ulong value)
    {
        var target = Reserve(9);
        if (value <= byte.MaxValue)
        {
            target[1] = (byte)value;
            target[0] = WireCode.UInt8;
            _position += 2;
        }
        else if (value <= ushort.MaxValue)
        {
            BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)value);
            target[0] = WireCode.UInt16;
            _position += 3;
        }
        else if (value <= uint.MaxValue)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target[1..], (uint)value);
            target[0] = WireCode.UInt32;
            _position += 5;
        }
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(target[1..], value);
            target[0] = WireCode.UInt64;
            _position += 9;
        }
    }

    private void WriteNegative(long value)
    {
        var target = Reserve(9);
        if (value >= -32)
        {
            target[0] = (byte)value;
            _position++;
        }
        else if (value >= sbyte.MinValue)
        {
            target[1] = (byte)value;
            target[0] = WireCode.Int8;
            _position += 2;
        }
        else if (value >= short.MinValue)
        {
            BinaryPrimitives.WriteInt16BigEndian(target[1..], (short)value);
            target[0] = WireCode.Int16;
            _position += 3;
        }
        else if (value >= int.MinValue)
        {
            BinaryPrimitives.WriteInt32BigEndian(target[1..], (int)value);
            target[0] = WireCode.Int32;
            _position += 5;
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(target[1..], value);
            target[0] = WireCode.Int64;
            _position += 9;
        }
    }

    /// <summary>Writes a number as a 32-bit float, which holds every value of <see cref="Half"/>.</summary>
    /// <param name="value">The value.</param>
    public void WriteHalf(Half value) => WriteSingle((float)value);

    /// <summary>Writes a 32-bit float.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteSingle(float value)
    {
        var target = Reserve(5);
        BinaryPrimitives.WriteSingleBigEndian(target[1..], value);
        target[0] = WireCode.Float32;
        _position += 5;
    }

    /// <summary>Writes a 64-bit float.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDouble(double value)
    {
        var target = Reserve(9);
        BinaryPrimitives.WriteDoubleBigEndian(target[1..], value);
        target[0] = WireCode.Float64;
        _position += 9;
    }

    /// <summary>Writes a decimal as its invariant text, digits and scale kept, as MessagePack-CSharp does.</summary>
    /// <param name="value">The value.</param>
    public void WriteDecimal(decimal value)
    {
        // 29 digits, a sign and a point: never more than 31 bytes, the longest string with a one-byte header.
        var target = Reserve(32);
        System.Buffers.Text.Utf8Formatter.TryFormat(value, target[1..], out var length);
        target[0] = (byte)(WireCode.FixStr | length);
        _position += length + 1;
    }

    /// <summary>Writes 16 bytes, little-endian.</summary>
    /// <param name="value">The value.</param>
    public void WriteInt128(Int128 value)
    {
        var target = Reserve(18);
        BinaryPrimitives.WriteInt128LittleEndian(target[2..], value);
        target[1] = 16;
        target[0] = WireCode.Bin8;
        _position += 18;
    }

    /// <inheritdoc cref="WriteInt128"/>
    public void WriteUInt128(UInt128 value)
    {
        var target = Reserve(18);
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
        value.TryWriteBytes(Reserve(length), out _);
        _position += length;
    }
}
