using System.Buffers;

namespace PluginSdk.Wire;

/// <summary>Turns whole values into MessagePack bytes and back.</summary>
public static class WireSerializer
{
    /// <summary>Serializes a value.</summary>
    /// <typeparam name="T">The type that the codec writes.</typeparam>
    /// <param name="codec">The codec.</param>
    /// <param name="value">The value.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="WireFormatException">The value is nested too deep, of a type that the codec would cut down, or has a null where none may be.</exception>
    public static byte[] Serialize<T>(IWireCodec<T> codec, T value)
    {
        var scratch = ScratchOutput.Rent();
        try
        {
            Serialize(scratch, codec, value);
            return scratch.Written.ToArray();
        }
        finally
        {
            scratch.Return();
        }
    }

    /// <summary>Serializes a value into <paramref name="output"/>; with a pooled one, nothing is allocated.</summary>
    /// <typeparam name="T">The type that the codec writes.</typeparam>
    /// <param name="output">Where the bytes go; part of them may be there when it throws.</param>
    /// <param name="codec">The codec.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="WireFormatException">The value is nested too deep, of a type that the codec would cut down, or has a null where none may be.</exception>
    public static void Serialize<T>(IBufferWriter<byte> output, IWireCodec<T> codec, T value)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(codec);
        var writer = new WireWriter(output);
        codec.Write(ref writer, value);
        writer.Flush();
    }

    /// <summary>Serializes a value of a type that knows its codec.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The bytes.</returns>
    public static byte[] Serialize<T>(T value)
        where T : IWireSerializable<T>
        => Serialize(T.Codec, value);

    /// <summary>Reads a value from bytes that hold it and nothing else.</summary>
    /// <typeparam name="T">The type that the codec reads.</typeparam>
    /// <param name="codec">The codec.</param>
    /// <param name="bytes">The bytes; they are not trusted.</param>
    /// <returns>The value.</returns>
    /// <exception cref="WireFormatException">The bytes are not exactly one such value. No other exception is thrown, whatever the bytes are.</exception>
    public static T Deserialize<T>(IWireCodec<T> codec, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(codec);
        var reader = new WireReader(bytes);
        try
        {
            var value = codec.Read(ref reader);
            reader.ThrowIfNotAtEnd();
            return value;
        }
        catch (Exception exception) when (exception is not (WireFormatException or OutOfMemoryException))
        {
            // A constructor or a setter of the author's refused what the bytes say.
            throw new WireFormatException(
                $"The bytes were refused by {typeof(T)} or a type within it: {exception.Message}", exception);
        }
    }

    /// <inheritdoc cref="Deserialize{T}(IWireCodec{T}, ReadOnlySpan{byte})"/>
    public static T Deserialize<T>(IWireCodec<T> codec, ReadOnlyMemory<byte> bytes) => Deserialize(codec, bytes.Span);

    /// <inheritdoc cref="Deserialize{T}(IWireCodec{T}, ReadOnlySpan{byte})"/>
    public static T Deserialize<T>(IWireCodec<T> codec, in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
            return Deserialize(codec, bytes.FirstSpan);
        if (bytes.Length > Array.MaxLength)
            WireError.TooLarge();

        // One copy of what has arrived costs less than a reader that looks for the end of a segment at every value.
        var joined = ArrayPool<byte>.Shared.Rent((int)bytes.Length);
        try
        {
            bytes.CopyTo(joined);
            return Deserialize(codec, joined.AsSpan(0, (int)bytes.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    /// <summary>Reads a value of a type that knows its codec.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="bytes">The bytes; they are not trusted.</param>
    /// <returns>The value.</returns>
    /// <exception cref="WireFormatException">The bytes are not exactly one such value.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> bytes)
        where T : IWireSerializable<T>
        => Deserialize(T.Codec, bytes);
}
