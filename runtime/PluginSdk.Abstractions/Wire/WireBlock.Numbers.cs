using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginSdk.Wire;

public ref partial struct WireBlock
{
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
            WriteCode((byte)value);
        else
            _at = ref LongInteger(ref _at, value);
    }

    /// <inheritdoc cref="WriteByte"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt64(ulong value)
    {
        if (value <= WireCode.MaxPositiveFixInt)
            WriteCode((byte)value);
        else
            _at = ref LongUnsigned(ref _at, value);
    }

    /// <summary>Writes a number as a 32-bit float, which holds every value of <see cref="Half"/>.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteHalf(Half value) => WriteSingle((float)value);

    /// <summary>Writes a 32-bit float.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteSingle(float value)
    {
        _at = WireCode.Float32;
        Put(ref _at, 1, BitConverter.SingleToUInt32Bits(value));
        Advance(5);
    }

    /// <summary>Writes a 64-bit float.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDouble(double value)
    {
        _at = WireCode.Float64;
        Put(ref _at, 1, BitConverter.DoubleToUInt64Bits(value));
        Advance(9);
    }

    /// <summary>Writes a decimal as its invariant text, digits and scale kept, as MessagePack-CSharp does.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDecimal(decimal value) => _at = ref DecimalText(ref _at, value);

    /// <summary>Writes 16 bytes, little-endian.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt128(Int128 value) => _at = ref Bytes16(ref _at, (UInt128)value);

    /// <inheritdoc cref="WriteInt128"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt128(UInt128 value) => _at = ref Bytes16(ref _at, value);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref byte LongInteger(ref byte at, long value)
    {
        if (value >= 0)
            return ref LongUnsigned(ref at, (ulong)value);
        switch (value)
        {
            case >= -32:
                at = (byte)value;
                return ref Unsafe.Add(ref at, 1);
            case >= sbyte.MinValue:
                at = WireCode.Int8;
                Unsafe.Add(ref at, 1) = (byte)value;
                return ref Unsafe.Add(ref at, 2);
            case >= short.MinValue:
                at = WireCode.Int16;
                Put(ref at, 1, (ushort)value);
                return ref Unsafe.Add(ref at, 3);
            case >= int.MinValue:
                at = WireCode.Int32;
                Put(ref at, 1, (uint)value);
                return ref Unsafe.Add(ref at, 5);
            default:
                at = WireCode.Int64;
                Put(ref at, 1, (ulong)value);
                return ref Unsafe.Add(ref at, 9);
        }
    }

    private static ref byte LongUnsigned(ref byte at, ulong value)
    {
        switch (value)
        {
            case <= byte.MaxValue:
                at = WireCode.UInt8;
                Unsafe.Add(ref at, 1) = (byte)value;
                return ref Unsafe.Add(ref at, 2);
            case <= ushort.MaxValue:
                at = WireCode.UInt16;
                Put(ref at, 1, (ushort)value);
                return ref Unsafe.Add(ref at, 3);
            case <= uint.MaxValue:
                at = WireCode.UInt32;
                Put(ref at, 1, (uint)value);
                return ref Unsafe.Add(ref at, 5);
            default:
                at = WireCode.UInt64;
                Put(ref at, 1, value);
                return ref Unsafe.Add(ref at, 9);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref byte DecimalText(ref byte at, decimal value)
    {
        // Never more than 31 bytes, the longest string with a one-byte header.
        System.Buffers.Text.Utf8Formatter.TryFormat(value, MemoryMarshal.CreateSpan(ref Unsafe.Add(ref at, 1), 31), out var length);
        at = (byte)(WireCode.FixStr | length);
        return ref Unsafe.Add(ref at, length + 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref byte Bytes16(ref byte at, UInt128 value)
    {
        at = WireCode.Bin8;
        Unsafe.Add(ref at, 1) = 16;
        BinaryPrimitives.WriteUInt128LittleEndian(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref at, 2), 16), value);
        return ref Unsafe.Add(ref at, 18);
    }

    /// <summary>Puts a number, its most significant byte first, some bytes behind a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Put(ref byte at, int offset, ushort value)
        => Unsafe.WriteUnaligned(ref Unsafe.Add(ref at, offset), BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    /// <inheritdoc cref="Put(ref byte, int, ushort)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Put(ref byte at, int offset, uint value)
        => Unsafe.WriteUnaligned(ref Unsafe.Add(ref at, offset), BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    /// <inheritdoc cref="Put(ref byte, int, ushort)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Put(ref byte at, int offset, ulong value)
        => Unsafe.WriteUnaligned(ref Unsafe.Add(ref at, offset), BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
}
