using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginSdk.Wire;

public ref partial struct WireWriter
{
    /// <summary>Writes nil, the MessagePack null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteNil()
    {
        var block = Begin(WireRoom.Nil);
        block.WriteNil();
        End(block);
    }

    /// <summary>Writes a boolean.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteBoolean(bool value)
    {
        var block = Begin(WireRoom.Boolean);
        block.WriteBoolean(value);
        End(block);
    }

    /// <summary>Writes an integer in its shortest form.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte value)
    {
        var block = Begin(WireRoom.Byte);
        block.WriteByte(value);
        End(block);
    }

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteSByte(sbyte value)
    {
        var block = Begin(WireRoom.SByte);
        block.WriteSByte(value);
        End(block);
    }

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt16(short value)
    {
        var block = Begin(WireRoom.Int16);
        block.WriteInt16(value);
        End(block);
    }

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt16(ushort value)
    {
        var block = Begin(WireRoom.UInt16);
        block.WriteUInt16(value);
        End(block);
    }

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt32(int value)
    {
        var block = Begin(WireRoom.Int32);
        block.WriteInt32(value);
        End(block);
    }

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt32(uint value)
    {
        var block = Begin(WireRoom.UInt32);
        block.WriteUInt32(value);
        End(block);
    }

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt64(long value)
    {
        var block = Begin(WireRoom.Int64);
        block.WriteInt64(value);
        End(block);
    }

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt64(ulong value)
    {
        var block = Begin(WireRoom.UInt64);
        block.WriteUInt64(value);
        End(block);
    }

    /// <summary>Writes a UTF-16 code unit as an integer.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteChar(char value)
    {
        var block = Begin(WireRoom.Char);
        block.WriteChar(value);
        End(block);
    }

    /// <summary>Writes a number as a 32-bit float, which holds every value of <see cref="Half"/>.</summary>
    /// <param name="value">The value.</param>
    public void WriteHalf(Half value)
    {
        var block = Begin(WireRoom.Half);
        block.WriteHalf(value);
        End(block);
    }

    /// <summary>Writes a 32-bit float.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteSingle(float value)
    {
        var block = Begin(WireRoom.Single);
        block.WriteSingle(value);
        End(block);
    }

    /// <summary>Writes a 64-bit float.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDouble(double value)
    {
        var block = Begin(WireRoom.Double);
        block.WriteDouble(value);
        End(block);
    }

    /// <summary>Writes a decimal as its invariant text, digits and scale kept, as MessagePack-CSharp does.</summary>
    /// <param name="value">The value.</param>
    public void WriteDecimal(decimal value)
    {
        var block = Begin(WireRoom.Decimal);
        block.WriteDecimal(value);
        End(block);
    }

    /// <summary>Writes 16 bytes, little-endian.</summary>
    /// <param name="value">The value.</param>
    public void WriteInt128(Int128 value)
    {
        var block = Begin(WireRoom.Int128);
        block.WriteInt128(value);
        End(block);
    }

    /// <inheritdoc cref="WriteInt128"/>
    public void WriteUInt128(UInt128 value)
    {
        var block = Begin(WireRoom.UInt128);
        block.WriteUInt128(value);
        End(block);
    }

    /// <summary>Writes the two's complement bytes, little-endian.</summary>
    /// <param name="value">The value.</param>
    public void WriteBigInteger(BigInteger value)
    {
        var length = value.GetByteCount();
        WriteBinaryHeader(length);
        value.TryWriteBytes(MemoryMarshal.CreateSpan(ref Reserve(length), length), out _);
        _position += length;
    }
}
