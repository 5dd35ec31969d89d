using System.Buffers;
using MessagePack;

namespace PluginSdk.Wire;

/// <summary>
/// A codec for a type that MessagePack-CSharp can serialize: what a formatter of somebody else's writes goes over the wire
/// as it is. To be used by hand, in a <see cref="CacheDefinition{TKey, TValue}"/> or <see cref="EventDefinition{TEvent}"/>.
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="options">
/// The resolver, and the limits for bytes from outside; <see cref="MessagePackSecurity.UntrustedData"/> is put in place of
/// trusting ones. Compression is not supported.
/// </param>
public sealed class MessagePackCodec<T>(MessagePackSerializerOptions options) : IWireCodec<T>
{
    private readonly MessagePackSerializerOptions _options = options
        .WithCompression(MessagePackCompression.None)
        .WithSecurity(options.Security.HashCollisionResistant ? options.Security : MessagePackSecurity.UntrustedData);

    /// <inheritdoc/>
    public void Write(ref WireWriter writer, T value)
    {
        try
        {
            writer.WriteRaw(MessagePackSerializer.Serialize(value, _options));
        }
        catch (MessagePackSerializationException exception)
        {
            throw new WireFormatException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public T Read(ref WireReader reader)
    {
        // A copy, because what MessagePack reads from must outlive this method's stack.
        var bytes = new ReadOnlySequence<byte>(reader.ReadRaw().ToArray());
        try
        {
            return MessagePackSerializer.Deserialize<T>(in bytes, _options);
        }
        catch (MessagePackSerializationException exception)
        {
            throw new WireFormatException(exception.Message, exception);
        }
    }
}
