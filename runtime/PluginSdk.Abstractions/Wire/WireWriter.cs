using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    // The window that is being filled. A reference and a length rather than a span, so that the one check in Reserve is
    // the only one that a value costs.
    private ref byte _window;
    private int _length;
    private int _position;
    private int _depth;

    /// <summary>Starts writing to <paramref name="output"/>.</summary>
    /// <param name="output">Where the bytes go.</param>
    public WireWriter(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        Open(MinimumWindow);
    }

    /// <summary>Hands everything written so far to the output. To be called once, when the last value is written.</summary>
    public void Flush()
    {
        _output.Advance(_position);
        _length = 0;
        _position = 0;
    }

    /// <summary>Counts one more level of nesting.</summary>
    /// <exception cref="WireFormatException">There are more than <see cref="MaxDepth"/>, or more than the thread's stack bears.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > WireDepth.Shallow)
            WireDepth.Check(_depth);
    }

    /// <summary>Leaves the level that <see cref="Enter"/> entered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>
    /// Counts one more level for a value that has none within it, and leaves it: a look at the depth without a change of it.
    /// </summary>
    /// <exception cref="WireFormatException">There are more than <see cref="MaxDepth"/>, or more than the thread's stack bears.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void EnterLeaf()
    {
        if (_depth >= WireDepth.Shallow)
            WireDepth.Check(_depth + 1);
    }

    /// <summary>Starts a stretch of the output into which generated code writes several values.</summary>
    /// <param name="room">How many bytes they take at most, see <see cref="WireRoom"/>.</param>
    /// <returns>The stretch, which <see cref="End"/> ends.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WireBlock Begin(long room)
    {
        if (room > _length - _position)
            NextWindow(room);
        return new WireBlock(ref Unsafe.Add(ref _window, _position));
    }

    /// <summary>Ends a stretch: what comes next follows its last value.</summary>
    /// <param name="block">The stretch.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(scoped WireBlock block)
    {
        _position = (int)Unsafe.ByteOffset(ref _window, ref block.At);
        Debug.Assert(_position <= _length, "A value took more room than WireRoom says.");
    }

    /// <summary>Appends bytes that are MessagePack already, such as the names of members.</summary>
    /// <param name="bytes">The bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(MemoryMarshal.CreateSpan(ref Reserve(bytes.Length), bytes.Length));
        _position += bytes.Length;
    }

    /// <summary>The first of the next <paramref name="size"/> bytes, which are there, and not yet counted as written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Reserve(int size)
    {
        if (_length - _position < size)
            NextWindow(size);
        return ref Unsafe.Add(ref _window, _position);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NextWindow(long size)
    {
        if (size > Array.MaxLength)
            WireError.TooLarge();
        _output.Advance(_position);
        _position = 0;
        Open(Math.Max((int)size, MinimumWindow));
    }

    private void Open(int size)
    {
        var span = _output.GetSpan(size);
        if (span.Length < size)
            throw new InvalidOperationException($"{_output.GetType()} gave {span.Length} bytes where at least {size} were asked for.");
        _window = ref MemoryMarshal.GetReference(span);
        _length = span.Length;
    }
}
