using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

/// <summary>
/// Reads MessagePack from bytes that nobody vouches for: every length is held against what is left, nesting is counted,
/// and whatever is wrong is a <see cref="WireFormatException"/>.
/// </summary>
/// <remarks>Made for generated codecs: pass it by reference, never copy it.</remarks>
public ref partial struct WireReader
{
    private readonly ReadOnlySpan<byte> _data;
    private int _position;
    private int _depth;

    /// <summary>Starts reading <paramref name="data"/>.</summary>
    /// <param name="data">One or more MessagePack values.</param>
    public WireReader(ReadOnlySpan<byte> data) => _data = data;

    /// <summary>How many bytes have been read.</summary>
    public readonly int Position => _position;

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => _data.Length - _position;

    /// <summary>Counts one more level of nesting.</summary>
    /// <exception cref="WireFormatException">There are more than <see cref="WireWriter.MaxDepth"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > WireWriter.MaxDepth)
            WireError.TooDeep();
    }

    /// <summary>Leaves the level that <see cref="Enter"/> entered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>The first byte of the next value, which is not read by that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte Peek()
    {
        if ((uint)_position >= (uint)_data.Length)
            WireError.EndOfData(_position);
        return _data[_position];
    }

    /// <summary>The next <paramref name="size"/> bytes, which are read by that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Take(int size)
    {
        if ((uint)size > (uint)(_data.Length - _position))
            WireError.EndOfData(_position);
        var bytes = _data.Slice(_position, size);
        _position += size;
        return bytes;
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
        if (_position != _data.Length)
            WireError.TrailingBytes(_position, _data.Length);
    }
}
