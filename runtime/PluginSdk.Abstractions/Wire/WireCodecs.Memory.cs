using System.Buffers;
using PluginSdk.Wire.Codecs;

namespace PluginSdk.Wire;

public static partial class WireCodecs
{
    /// <summary>The codec of a stretch of memory: an array. What was read is a copy.</summary>
    /// <typeparam name="T">The type of the elements; bytes have a codec of their own.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<Memory<T>> Memory<T>(IWireCodec<T> element)
        => new MemoryCodec<Memory<T>, T>(element, static memory => memory, static items => items);

    /// <summary>The codec of a stretch of bytes: binary. What was read is a copy.</summary>
    public static IWireCodec<Memory<byte>> MemoryOfBytes { get; }
        = new BinaryMemoryCodec<Memory<byte>>(static memory => memory, static bytes => bytes);

    /// <summary>The codec of a stretch of memory: an array. What was read is a copy.</summary>
    /// <typeparam name="T">The type of the elements; bytes have a codec of their own.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ReadOnlyMemory<T>> ReadOnlyMemory<T>(IWireCodec<T> element)
        => new MemoryCodec<ReadOnlyMemory<T>, T>(element, static memory => memory, static items => items);

    /// <summary>The codec of a stretch of bytes: binary. What was read is a copy.</summary>
    public static IWireCodec<ReadOnlyMemory<byte>> ReadOnlyMemoryOfBytes { get; }
        = new BinaryMemoryCodec<ReadOnlyMemory<byte>>(static memory => memory, static bytes => bytes);

    /// <summary>The codec of a stretch of memory: an array. What was read is a copy.</summary>
    /// <typeparam name="T">The type of the elements; bytes have a codec of their own.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ArraySegment<T>> ArraySegment<T>(IWireCodec<T> element)
        => new SegmentCodec<T>(new MemoryCodec<ArraySegment<T>, T>(element, static memory => memory, static items => items));

    /// <summary>The codec of a stretch of bytes: binary. What was read is a copy.</summary>
    public static IWireCodec<ArraySegment<byte>> ArraySegmentOfBytes { get; }
        = new SegmentCodec<byte>(new BinaryMemoryCodec<ArraySegment<byte>>(static memory => memory, static bytes => bytes));

    /// <summary>The codec of a sequence of bytes: binary. What was read is a copy, in one piece.</summary>
    public static IWireCodec<ReadOnlySequence<byte>> ReadOnlySequenceOfBytes { get; } = new BinarySequenceCodec();
}
