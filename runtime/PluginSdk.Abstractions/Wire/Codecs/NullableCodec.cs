namespace PluginSdk.Wire.Codecs;

internal sealed class NullableCodec<T>(IWireCodec<T> codec) : IWireCodec<T?>
    where T : struct
{
    public void Write(ref WireWriter writer, T? value)
    {
        if (value is { } present)
            codec.Write(ref writer, present);
        else
            writer.WriteNil();
    }

    public T? Read(ref WireReader reader) => reader.TryReadNil() ? null : codec.Read(ref reader);
}
