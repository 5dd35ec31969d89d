using System.Buffers;
using MessagePack;
using MessagePack.Formatters;

namespace PluginSdk.Wire;

/// <summary>
/// Lets MessagePack-CSharp write and read a type with its generated codec. Where this package is referenced, the source
/// generator makes one for each codec, and a resolver <c>WireFormatterResolver</c> that finds them.
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="codec">The codec.</param>
public sealed class WireFormatter<T>(IWireCodec<T> codec) : IMessagePackFormatter<T?>
{
    /// <inheritdoc/>
    /// <exception cref="MessagePackSerializationException">The codec refuses the value.</exception>
    public void Serialize(ref MessagePackWriter writer, T? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        try
        {
            writer.WriteRaw(WireSerializer.Serialize(codec, value));
        }
        catch (WireFormatException exception)
        {
            throw new MessagePackSerializationException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="MessagePackSerializationException">The bytes are not what the codec reads.</exception>
    public T? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (default(T) is null && reader.TryReadNil())
            return default;
        options.Security.DepthStep(ref reader);
        try
        {
            ReadOnlySequence<byte> bytes = reader.ReadRaw();
            return WireSerializer.Deserialize(codec, in bytes);
        }
        catch (WireFormatException exception)
        {
            throw new MessagePackSerializationException(exception.Message, exception);
        }
        finally
        {
            reader.Depth--;
        }
    }
}
