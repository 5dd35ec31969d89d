namespace PluginSdk.Wire;

/// <summary>Writes and reads values of one type as MessagePack.</summary>
public interface IWireCodec<T>
{
    /// <summary>Writes a value.</summary>
    void Write(ref WireWriter writer, T value);

    /// <summary>Reads a value.</summary>
    T Read(ref WireReader reader);
}
