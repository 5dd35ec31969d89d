using System.Buffers;

namespace PluginSdk.Wire.Tests;

/// <summary>A buffer writer whose windows are as small as it may make them, and the sequence of them.</summary>
internal sealed class SmallSegments : IBufferWriter<byte>
{
    private readonly List<byte[]> _segments = [];
    private byte[] _current = [];

    public void Advance(int count)
    {
        if (count > 0)
            _segments.Add(_current[..count]);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _current = new byte[Math.Max(1, sizeHint)];

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public byte[] ToArray() => [.. _segments.SelectMany(segment => segment)];

    /// <summary>The bytes in segments of three.</summary>
    public ReadOnlySequence<byte> ToSequence() => Of(ToArray());

    /// <inheritdoc cref="ToSequence"/>
    public static ReadOnlySequence<byte> Of(byte[] bytes)
    {
        Segment? first = null, last = null;
        foreach (var chunk in bytes.Chunk(3))
        {
            last = new Segment(chunk, last);
            first ??= last;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] memory, Segment? before)
        {
            Memory = memory;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
            before?.Next = this;
        }
    }
}
