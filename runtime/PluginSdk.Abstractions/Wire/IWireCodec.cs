namespace PluginSdk.Wire;

/// <summary>
/// Writes and reads values of <typeparamref name="T"/> as MessagePack. The source generator emits one for every type
/// that crosses nodes; <see cref="WireCodecs"/> has those of the base class library. A codec has no state and may be
/// used by any number of threads.
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
public interface IWireCodec<T>
{
    /// <summary>Appends <paramref name="value"/>, exactly one MessagePack value, to <paramref name="writer"/>.</summary>
    /// <param name="writer">Where the bytes go.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="WireFormatException">
    /// The value is nested deeper than <see cref="WireWriter.MaxDepth"/>, its run-time type is one that this codec would cut
    /// down, or it is or holds a null where none may be; the message names the type and the member.
    /// </exception>
    void Write(ref WireWriter writer, T value);

    /// <summary>Reads exactly one MessagePack value from <paramref name="reader"/>.</summary>
    /// <param name="reader">Where the bytes come from; they are not trusted.</param>
    /// <returns>The value.</returns>
    /// <exception cref="WireFormatException">The bytes are not what this codec reads.</exception>
    T Read(ref WireReader reader);
}
