using System.Buffers;

namespace PluginSdk.Benchmarks.Serializer;

/// <summary>One buffer, used again for every value.</summary>
internal sealed class PooledOutput : IBufferWriter<byte>
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Reset() => _length = 0;

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => _buffer.AsMemory(_length);

    public Span<byte> GetSpan(int sizeHint = 0) => _buffer.AsSpan(_length);
}
