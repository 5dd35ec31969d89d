using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

public ref partial struct WireReader
{
    /// <summary>Reads an integer of any width that fits.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="WireFormatException">The next value is not an integer, or out of range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte()
    {
        var start = _position;
        var value = ReadUInt64();
        if (value > byte.MaxValue)
            WireError.OutOfRange("a byte", start);
        return (byte)value;
    }

    /// <inheritdoc cref="ReadByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public sbyte ReadSByte()
    {
        var start = _position;
        var value = ReadInt64();
        if (value != (sbyte)value)
            WireError.OutOfRange("a signed byte", start);
        return (sbyte)value;
    }

    /// <inheritdoc cref="ReadByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public short ReadInt16()
    {
        var start = _position;
        var value = ReadInt64();
        if (value != (short)value)
            WireError.OutOfRange("a 16-bit integer", start);
        return (short)value;
    }

    /// <inheritdoc cref="ReadByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort ReadUInt16()
    {
        var start = _position;
        var value = ReadUInt64();
        if (value > ushort.MaxValue)
            WireError.OutOfRange("an unsigned 16-bit integer", start);
        return (ushort)value;
    }

    /// <inheritdoc cref="ReadByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadInt32()
    {
        var start = _position;
        var value = ReadInt64();
        if (value != (int)value)
            WireError.OutOfRange("a 32-bit integer", start);
        return (int)value;
    }

    /// <inheritdoc cref="ReadByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadUInt32()
    {
        var start = _position;
        var value = ReadUInt64();
        if (value > uint.MaxValue)
            WireError.OutOfRange("an unsigned 32-bit integer", start);
        return (uint)value;
    }

    /// <summary>Reads a UTF-16 code unit.</summary>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public char ReadChar() => (char)ReadUInt16();

    /// <inheritdoc cref="ReadByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadInt64()
    {
        var code = Peek();
        if (code > WireCode.MaxPositiveFixInt)
            return ReadLongInt64();
        _position++;
        return code;
    }

    /// <inheritdoc cref="ReadByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadUInt64()
    {
        var code = Peek();
        if (code > WireCode.MaxPositiveFixInt)
            return ReadLongUInt64();
        _position++;
        return code;
    }

    private ulong ReadLongUInt64()
    {
        var code = Peek();
        if (code == WireCode.UInt64)
            return Get64(ref Take(9), 1);
        var start = _position;
        var value = ReadLongInt64();
        if (value < 0)
            WireError.OutOfRange("an unsigned integer", start);
        return (ulong)value;
    }

    private long ReadLongInt64()
    {
        var code = Peek();
        switch (code)
        {
            case <= WireCode.MaxPositiveFixInt or >= WireCode.MinNegativeFixInt:
                _position++;
                return (sbyte)code;
            case WireCode.UInt8:
                return Unsafe.Add(ref Take(2), 1);
            case WireCode.UInt16:
                return Get16(ref Take(3), 1);
            case WireCode.UInt32:
                return Get32(ref Take(5), 1);
            case WireCode.UInt64:
                var start = _position;
                var value = Get64(ref Take(9), 1);
                if (value > long.MaxValue)
                    WireError.OutOfRange("a signed integer", start);
                return (long)value;
            case WireCode.Int8:
                return (sbyte)Unsafe.Add(ref Take(2), 1);
            case WireCode.Int16:
                return (short)Get16(ref Take(3), 1);
            case WireCode.Int32:
                return (int)Get32(ref Take(5), 1);
            case WireCode.Int64:
                return (long)Get64(ref Take(9), 1);
            default:
                WireError.Expected("an integer", code, _position);
                return 0;
        }
    }

    /// <summary>Reads a number that was written as a 32-bit float.</summary>
    /// <returns>The value.</returns>
    public Half ReadHalf() => (Half)ReadSingle();

    /// <summary>Reads a 32-bit float, or a wider number that is one without loss.</summary>
    /// <returns>The value.</returns>
    public float ReadSingle()
    {
        if (Peek() == WireCode.Float32)
            return BitConverter.UInt32BitsToSingle(Get32(ref Take(5), 1));
        var start = _position;
        var value = ReadDouble();
        if ((float)value != value && !double.IsNaN(value))
            WireError.OutOfRange("a 32-bit float", start);
        return (float)value;
    }

    /// <summary>Reads a float or an integer.</summary>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double ReadDouble()
        => Peek() == WireCode.Float64 ? BitConverter.UInt64BitsToDouble(Get64(ref Take(9), 1)) : ReadOtherDouble();

    private double ReadOtherDouble()
    {
        var code = Peek();
        switch (code)
        {
            case WireCode.Float32:
                return BitConverter.UInt32BitsToSingle(Get32(ref Take(5), 1));
            case WireCode.UInt64:
                return ReadLongUInt64();
            case <= WireCode.MaxPositiveFixInt or >= WireCode.MinNegativeFixInt:
            case >= WireCode.UInt8 and <= WireCode.Int64:
                return ReadLongInt64();
            default:
                WireError.Expected("a number", code, _position);
                return 0;
        }
    }

    /// <summary>Reads a decimal from its text, from an integer, or from the 16 bytes of MessagePack-CSharp's native form.</summary>
    /// <returns>The value.</returns>
    public decimal ReadDecimal()
    {
        var start = _position;
        var code = Peek();
        switch (code)
        {
            case WireCode.UInt64:
                return ReadLongUInt64();
            case <= WireCode.MaxPositiveFixInt or >= WireCode.MinNegativeFixInt:
            case >= WireCode.UInt8 and <= WireCode.Int64:
                return ReadLongInt64();
            case WireCode.Bin8:
                return ReadNativeDecimal();
        }

        var text = ReadStringBytes();
        if (!Utf8Parser.TryParse(text, out decimal value, out var consumed) || consumed != text.Length)
            WireError.Malformed("a decimal number", start);
        return value;
    }

    private decimal ReadNativeDecimal()
    {
        var start = _position;
        var bytes = ReadBinaryBytes();
        if (bytes.Length != 16)
            WireError.Malformed("a decimal of 16 bytes", start);

        // In memory: flags, high, then the low 64 bits.
        var flags = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var high = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        var low = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        var middle = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        var scale = (flags >> 16) & 0xff;
        if ((flags & 0x7f00ffff) != 0 || scale > 28)
            WireError.Malformed("a decimal", start);
        return new decimal(low, middle, high, flags < 0, (byte)scale);
    }

    /// <summary>Reads 16 bytes, little-endian, or an integer.</summary>
    /// <returns>The value.</returns>
    public Int128 ReadInt128()
    {
        var start = _position;
        switch (Peek())
        {
            case WireCode.Bin8 or WireCode.Bin16 or WireCode.Bin32:
                var bytes = ReadBinaryBytes();
                if (bytes.Length != 16)
                    WireError.Malformed("a 128-bit integer", start);
                return BinaryPrimitives.ReadInt128LittleEndian(bytes);
            case WireCode.UInt64:
                return ReadLongUInt64();
            default:
                return ReadLongInt64();
        }
    }

    /// <summary>Reads 16 bytes, little-endian, or an integer that is not negative.</summary>
    /// <returns>The value.</returns>
    public UInt128 ReadUInt128()
    {
        var start = _position;
        if (Peek() is not (WireCode.Bin8 or WireCode.Bin16 or WireCode.Bin32))
            return ReadUInt64();
        var bytes = ReadBinaryBytes();
        if (bytes.Length != 16)
            WireError.Malformed("a 128-bit integer", start);
        return BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }

    /// <summary>Reads two's complement bytes, little-endian, or an integer.</summary>
    /// <returns>The value.</returns>
    public BigInteger ReadBigInteger() => Peek() switch
    {
        WireCode.Bin8 or WireCode.Bin16 or WireCode.Bin32 => new BigInteger(ReadBinaryBytes()),
        WireCode.UInt64 => ReadLongUInt64(),
        _ => ReadLongInt64(),
    };
}
