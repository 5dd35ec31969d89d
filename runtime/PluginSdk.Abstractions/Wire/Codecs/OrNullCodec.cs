namespace PluginSdk.Wire.Codecs;

internal sealed class OrNullCodec<T>(IWireCodec<T> codec) : IWireCodec<T?>
    where T : class
{
    public void Write(ref WireWriter writer, T? value)
    {
        if (value is null)
            writer.WriteNil();
        else
            codec.Write(ref writer, value);
    }

    public T? Read(ref WireReader reader) => reader.TryReadNil() ? null : codec.Read(ref reader);
}
