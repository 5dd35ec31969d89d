using System.Numerics;
using System.Text;

namespace PluginSdk.Wire.Codecs;

internal sealed class BooleanCodec : IWireCodec<bool>
{
    public void Write(ref WireWriter writer, bool value) => writer.WriteBoolean(value);

    public bool Read(ref WireReader reader) => reader.ReadBoolean();
}

internal sealed class ByteCodec : IWireCodec<byte>
{
    public void Write(ref WireWriter writer, byte value) => writer.WriteByte(value);

    public byte Read(ref WireReader reader) => reader.ReadByte();
}

internal sealed class SByteCodec : IWireCodec<sbyte>
{
    public void Write(ref WireWriter writer, sbyte value) => writer.WriteSByte(value);

    public sbyte Read(ref WireReader reader) => reader.ReadSByte();
}

internal sealed class Int16Codec : IWireCodec<short>
{
    public void Write(ref WireWriter writer, short value) => writer.WriteInt16(value);

    public short Read(ref WireReader reader) => reader.ReadInt16();
}

internal sealed class UInt16Codec : IWireCodec<ushort>
{
    public void Write(ref WireWriter writer, ushort value) => writer.WriteUInt16(value);

    public ushort Read(ref WireReader reader) => reader.ReadUInt16();
}

internal sealed class Int32Codec : IWireCodec<int>
{
    public void Write(ref WireWriter writer, int value) => writer.WriteInt32(value);

    public int Read(ref WireReader reader) => reader.ReadInt32();
}

internal sealed class UInt32Codec : IWireCodec<uint>
{
    public void Write(ref WireWriter writer, uint value) => writer.WriteUInt32(value);

    public uint Read(ref WireReader reader) => reader.ReadUInt32();
}

internal sealed class Int64Codec : IWireCodec<long>
{
    public void Write(ref WireWriter writer, long value) => writer.WriteInt64(value);

    public long Read(ref WireReader reader) => reader.ReadInt64();
}

internal sealed class UInt64Codec : IWireCodec<ulong>
{
    public void Write(ref WireWriter writer, ulong value) => writer.WriteUInt64(value);

    public ulong Read(ref WireReader reader) => reader.ReadUInt64();
}

internal sealed class Int128Codec : IWireCodec<Int128>
{
    public void Write(ref WireWriter writer, Int128 value) => writer.WriteInt128(value);

    public Int128 Read(ref WireReader reader) => reader.ReadInt128();
}

internal sealed class UInt128Codec : IWireCodec<UInt128>
{
    public void Write(ref WireWriter writer, UInt128 value) => writer.WriteUInt128(value);

    public UInt128 Read(ref WireReader reader) => reader.ReadUInt128();
}

internal sealed class BigIntegerCodec : IWireCodec<BigInteger>
{
    public void Write(ref WireWriter writer, BigInteger value) => writer.WriteBigInteger(value);

    public BigInteger Read(ref WireReader reader) => reader.ReadBigInteger();
}

internal sealed class HalfCodec : IWireCodec<Half>
{
    public void Write(ref WireWriter writer, Half value) => writer.WriteHalf(value);

    public Half Read(ref WireReader reader) => reader.ReadHalf();
}

internal sealed class SingleCodec : IWireCodec<float>
{
    public void Write(ref WireWriter writer, float value) => writer.WriteSingle(value);

    public float Read(ref WireReader reader) => reader.ReadSingle();
}

internal sealed class DoubleCodec : IWireCodec<double>
{
    public void Write(ref WireWriter writer, double value) => writer.WriteDouble(value);

    public double Read(ref WireReader reader) => reader.ReadDouble();
}

internal sealed class DecimalCodec : IWireCodec<decimal>
{
    public void Write(ref WireWriter writer, decimal value) => writer.WriteDecimal(value);

    public decimal Read(ref WireReader reader) => reader.ReadDecimal();
}

internal sealed class CharCodec : IWireCodec<char>
{
    public void Write(ref WireWriter writer, char value) => writer.WriteChar(value);

    public char Read(ref WireReader reader) => reader.ReadChar();
}

internal sealed class RuneCodec : IWireCodec<Rune>
{
    public void Write(ref WireWriter writer, Rune value) => writer.WriteRune(value);

    public Rune Read(ref WireReader reader) => reader.ReadRune();
}

internal sealed class StringCodec : IWireCodec<string>
{
    public void Write(ref WireWriter writer, string value) => writer.WriteString(value);

    public string Read(ref WireReader reader) => reader.ReadString();
}

internal sealed class GuidCodec : IWireCodec<Guid>
{
    public void Write(ref WireWriter writer, Guid value) => writer.WriteGuid(value);

    public Guid Read(ref WireReader reader) => reader.ReadGuid();
}

internal sealed class DateTimeCodec : IWireCodec<DateTime>
{
    public void Write(ref WireWriter writer, DateTime value) => writer.WriteDateTime(value);

    public DateTime Read(ref WireReader reader) => reader.ReadDateTime();
}

internal sealed class DateTimeOffsetCodec : IWireCodec<DateTimeOffset>
{
    public void Write(ref WireWriter writer, DateTimeOffset value) => writer.WriteDateTimeOffset(value);

    public DateTimeOffset Read(ref WireReader reader) => reader.ReadDateTimeOffset();
}

internal sealed class DateOnlyCodec : IWireCodec<DateOnly>
{
    public void Write(ref WireWriter writer, DateOnly value) => writer.WriteDateOnly(value);

    public DateOnly Read(ref WireReader reader) => reader.ReadDateOnly();
}

internal sealed class TimeOnlyCodec : IWireCodec<TimeOnly>
{
    public void Write(ref WireWriter writer, TimeOnly value) => writer.WriteTimeOnly(value);

    public TimeOnly Read(ref WireReader reader) => reader.ReadTimeOnly();
}

internal sealed class TimeSpanCodec : IWireCodec<TimeSpan>
{
    public void Write(ref WireWriter writer, TimeSpan value) => writer.WriteTimeSpan(value);

    public TimeSpan Read(ref WireReader reader) => reader.ReadTimeSpan();
}

internal sealed class UriCodec : IWireCodec<Uri>
{
    public void Write(ref WireWriter writer, Uri value) => writer.WriteUri(value);

    public Uri Read(ref WireReader reader) => reader.ReadUri();
}

internal sealed class VersionCodec : IWireCodec<Version>
{
    public void Write(ref WireWriter writer, Version value) => writer.WriteVersion(value);

    public Version Read(ref WireReader reader) => reader.ReadVersion();
}
