using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginSdk.Wire;

/// <summary>
/// Reads MessagePack from bytes that nobody vouches for: every length is held against what is left, nesting is counted,
/// and whatever is wrong is a <see cref="WireFormatException"/>.
/// </summary>
/// <remarks>Made for generated codecs: pass it by reference, never copy it.</remarks>
public ref partial struct WireReader
{
    // A reference and a length rather than a span, so that the one check in Take is the only one that a value costs.
    private readonly ref readonly byte _data;
    private readonly int _length;
    private int _position;
    private int _depth;

    /// <summary>Starts reading <paramref name="data"/>.</summary>
    /// <param name="data">One or more MessagePack values.</param>
    public WireReader(ReadOnlySpan<byte> data)
    {
        _data = ref MemoryMarshal.GetReference(data);
        _length = data.Length;
    }

    /// <summary>How many bytes have been read.</summary>
    public readonly int Position => _position;

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => _length - _position;

    /// <summary>Counts one more level of nesting.</summary>
    /// <exception cref="WireFormatException">There are more than <see cref="WireWriter.MaxDepth"/>, or more than the thread's stack bears.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > WireDepth.Shallow)
            WireDepth.Check(_depth);
    }

    /// <summary>Leaves the level that <see cref="Enter"/> entered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>The first byte of the next value, which is not read by that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte Peek()
    {
        if (_position >= _length)
            WireError.EndOfData(_position);
        return Unsafe.Add(ref Unsafe.AsRef(in _data), _position);
    }

    /// <summary>The first of the next <paramref name="size"/> bytes, which are there and are read by that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Take(int size)
    {
        var position = _position;
        if (_length - position < size)
            WireError.EndOfData(position);
        _position = position + size;
        return ref Unsafe.Add(ref Unsafe.AsRef(in _data), position);
    }

    /// <summary>As <see cref="Take"/>; the size comes from the data, and may be anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> TakeSpan(uint size)
    {
        if (size > (uint)Remaining)
            WireError.EndOfData(_position);
        return MemoryMarshal.CreateReadOnlySpan(ref Take((int)size), (int)size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort Get16(ref byte source, int offset)
    {
        var value = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref source, offset));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Get32(ref byte source, int offset)
    {
        var value = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, offset));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Get64(ref byte source, int offset)
    {
        var value = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, offset));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    /// <summary>Reads nil if the next value is nil.</summary>
    /// <returns>Whether it was.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadNil()
    {
        if (Peek() != WireCode.Nil)
            return false;
        _position++;
        return true;
    }

    /// <summary>Reads a boolean.</summary>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool ReadBoolean()
    {
        var code = Peek();
        if (code is not (WireCode.True or WireCode.False))
            WireError.Expected("a boolean", code, _position);
        _position++;
        return code == WireCode.True;
    }

    /// <summary>Throws unless every byte has been read.</summary>
    /// <exception cref="WireFormatException">Bytes are left.</exception>
    public readonly void ThrowIfNotAtEnd()
    {
        if (_position != _length)
            WireError.TrailingBytes(_position, _length);
    }
}
