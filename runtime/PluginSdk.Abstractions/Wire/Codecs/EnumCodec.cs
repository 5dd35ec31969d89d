using System.Runtime.CompilerServices;

namespace PluginSdk.Wire.Codecs;

/// <summary>An enum as its underlying integer. Signedness is asked of the type once, when the codec is made.</summary>
internal sealed class EnumCodec<T> : IWireCodec<T>
    where T : struct, Enum
{
    private readonly bool _unsigned = Type.GetTypeCode(typeof(T)) is TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64;

    public void Write(ref WireWriter writer, T value)
    {
        switch (Unsafe.SizeOf<T>())
        {
            case 1 when _unsigned:
                writer.WriteByte(Unsafe.BitCast<T, byte>(value));
                break;
            case 1:
                writer.WriteSByte(Unsafe.BitCast<T, sbyte>(value));
                break;
            case 2 when _unsigned:
                writer.WriteUInt16(Unsafe.BitCast<T, ushort>(value));
                break;
            case 2:
                writer.WriteInt16(Unsafe.BitCast<T, short>(value));
                break;
            case 4 when _unsigned:
                writer.WriteUInt32(Unsafe.BitCast<T, uint>(value));
                break;
            case 4:
                writer.WriteInt32(Unsafe.BitCast<T, int>(value));
                break;
            default:
                if (_unsigned)
                    writer.WriteUInt64(Unsafe.BitCast<T, ulong>(value));
                else
                    writer.WriteInt64(Unsafe.BitCast<T, long>(value));
                break;
        }
    }

    public T Read(ref WireReader reader) => Unsafe.SizeOf<T>() switch
    {
        1 when _unsigned => Unsafe.BitCast<byte, T>(reader.ReadByte()),
        1 => Unsafe.BitCast<sbyte, T>(reader.ReadSByte()),
        2 when _unsigned => Unsafe.BitCast<ushort, T>(reader.ReadUInt16()),
        2 => Unsafe.BitCast<short, T>(reader.ReadInt16()),
        4 when _unsigned => Unsafe.BitCast<uint, T>(reader.ReadUInt32()),
        4 => Unsafe.BitCast<int, T>(reader.ReadInt32()),
        _ when _unsigned => Unsafe.BitCast<ulong, T>(reader.ReadUInt64()),
        _ => Unsafe.BitCast<long, T>(reader.ReadInt64()),
    };
}
