using System.Buffers;

namespace PluginSdk.Wire;

/// <summary>The buffer in which a value takes shape before its size is known; each thread has one of its own.</summary>
internal sealed class ScratchOutput : IBufferWriter<byte>
{
    private const int InitialSize = 4096;

    // What a thread keeps for good.
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static ScratchOutput? t_free;

    private byte[] _buffer = new byte[InitialSize];
    private int _length;

    /// <summary>The thread's own, or another one where a value is serialized within the serialization of a value.</summary>
    public static ScratchOutput Rent()
    {
        var scratch = t_free ?? new ScratchOutput();
        t_free = null;
        return scratch;
    }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Return()
    {
        _length = 0;
        if (_buffer.Length <= LargestKept)
            t_free = this;
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _buffer.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _buffer.AsSpan(_length);
    }

    private void Grow(int size)
    {
        if (_buffer.Length - _length >= size)
            return;
        var wanted = Math.Max((long)_length + size, _buffer.Length * 2L);
        if ((long)_length + size > Array.MaxLength)
            WireError.TooLarge();
        Array.Resize(ref _buffer, (int)Math.Min(wanted, Array.MaxLength));
    }
}
