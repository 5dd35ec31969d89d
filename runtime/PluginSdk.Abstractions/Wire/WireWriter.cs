using System.Buffers;
using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

/// <summary>
/// Writes MessagePack into an <see cref="IBufferWriter{T}"/>. It keeps a window of the output and asks for the next one
/// only when that is full; <see cref="Flush"/> hands the last part over.
/// </summary>
/// <remarks>Made for generated codecs: pass it by reference, never copy it.</remarks>
public ref partial struct WireWriter
{
    /// <summary>How many objects may be nested in each other before writing or reading stops: 128.</summary>
    public const int MaxDepth = 128;

    private const int MinimumWindow = 256;

    private readonly IBufferWriter<byte> _output;
    private Span<byte> _window;
    private int _position;
    private int _depth;

    /// <summary>Starts writing to <paramref name="output"/>.</summary>
    /// <param name="output">Where the bytes go.</param>
    public WireWriter(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        _window = output.GetSpan(MinimumWindow);
    }

    /// <summary>Hands everything written so far to the output. To be called once, when the last value is written.</summary>
    public void Flush()
    {
        _output.Advance(_position);
        _window = default;
        _position = 0;
    }

    /// <summary>Counts one more level of nesting.</summary>
    /// <exception cref="WireFormatException">There are more than <see cref="MaxDepth"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > MaxDepth)
            WireError.TooDeep();
    }

    /// <summary>Leaves the level that <see cref="Enter"/> entered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>Appends bytes that are MessagePack already, such as the names of members.</summary>
    /// <param name="bytes">The bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _position += bytes.Length;
    }

    /// <summary>The next <paramref name="size"/> bytes or more, not yet counted as written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int size)
    {
        if (_window.Length - _position < size)
            NextWindow(size);
        return _window[_position..];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NextWindow(int size)
    {
        _output.Advance(_position);
        _window = _output.GetSpan(Math.Max(size, MinimumWindow));
        _position = 0;
    }
}
