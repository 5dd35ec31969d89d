using System.Numerics;
using System.Text;
using PluginSdk.Wire.Codecs;

namespace PluginSdk.Wire;

/// <summary>
/// The codecs of the base class library's types, which generated codecs and hand-written calls put together:
/// <c>WireCodecs.Dictionary(WireCodecs.String, WireCodecs.Int32)</c>. The format of each is the one that
/// MessagePack-CSharp's standard resolver reads and writes.
/// </summary>
public static partial class WireCodecs
{
    /// <summary>The codec of <see cref="Boolean"/>: a boolean.</summary>
    public static IWireCodec<bool> Boolean { get; } = new BooleanCodec();

    /// <summary>The codec of <see cref="Byte"/>: an 8-bit unsigned integer.</summary>
    public static IWireCodec<byte> Byte { get; } = new ByteCodec();

    /// <summary>The codec of <see cref="SByte"/>: an 8-bit integer.</summary>
    public static IWireCodec<sbyte> SByte { get; } = new SByteCodec();

    /// <summary>The codec of <see cref="Int16"/>: a 16-bit integer.</summary>
    public static IWireCodec<short> Int16 { get; } = new Int16Codec();

    /// <summary>The codec of <see cref="UInt16"/>: a 16-bit unsigned integer.</summary>
    public static IWireCodec<ushort> UInt16 { get; } = new UInt16Codec();

    /// <summary>The codec of <see cref="Int32"/>: a 32-bit integer.</summary>
    public static IWireCodec<int> Int32 { get; } = new Int32Codec();

    /// <summary>The codec of <see cref="UInt32"/>: a 32-bit unsigned integer.</summary>
    public static IWireCodec<uint> UInt32 { get; } = new UInt32Codec();

    /// <summary>The codec of <see cref="Int64"/>: a 64-bit integer.</summary>
    public static IWireCodec<long> Int64 { get; } = new Int64Codec();

    /// <summary>The codec of <see cref="UInt64"/>: a 64-bit unsigned integer.</summary>
    public static IWireCodec<ulong> UInt64 { get; } = new UInt64Codec();

    /// <summary>The codec of <see cref="Int128"/>: a 128-bit integer, as 16 bytes.</summary>
    public static IWireCodec<Int128> Int128 { get; } = new Int128Codec();

    /// <summary>The codec of <see cref="UInt128"/>: a 128-bit unsigned integer, as 16 bytes.</summary>
    public static IWireCodec<UInt128> UInt128 { get; } = new UInt128Codec();

    /// <summary>The codec of <see cref="BigInteger"/>: an integer of any size, as bytes.</summary>
    public static IWireCodec<BigInteger> BigInteger { get; } = new BigIntegerCodec();

    /// <summary>The codec of <see cref="Half"/>: a 16-bit float, as a 32-bit one.</summary>
    public static IWireCodec<Half> Half { get; } = new HalfCodec();

    /// <summary>The codec of <see cref="Single"/>: a 32-bit float.</summary>
    public static IWireCodec<float> Single { get; } = new SingleCodec();

    /// <summary>The codec of <see cref="Double"/>: a 64-bit float.</summary>
    public static IWireCodec<double> Double { get; } = new DoubleCodec();

    /// <summary>The codec of <see cref="Decimal"/>: a decimal, as text.</summary>
    public static IWireCodec<decimal> Decimal { get; } = new DecimalCodec();

    /// <summary>The codec of <see cref="Char"/>: a UTF-16 code unit, as an integer.</summary>
    public static IWireCodec<char> Char { get; } = new CharCodec();

    /// <summary>The codec of <see cref="Rune"/>: a Unicode scalar value, as an integer.</summary>
    public static IWireCodec<Rune> Rune { get; } = new RuneCodec();

    /// <summary>The codec of <see cref="String"/>: a string.</summary>
    public static IWireCodec<string> String { get; } = new StringCodec();

    /// <summary>The codec of <see cref="Guid"/>: a GUID, as its 36 characters.</summary>
    public static IWireCodec<Guid> Guid { get; } = new GuidCodec();

    /// <summary>The codec of <see cref="DateTime"/>: a time as a timestamp, its kind kept.</summary>
    public static IWireCodec<DateTime> DateTime { get; } = new DateTimeCodec();

    /// <summary>The codec of <see cref="DateTimeOffset"/>: a time as timestamp and offset in minutes.</summary>
    public static IWireCodec<DateTimeOffset> DateTimeOffset { get; } = new DateTimeOffsetCodec();

    /// <summary>The codec of <see cref="DateOnly"/>: a day, as a number.</summary>
    public static IWireCodec<DateOnly> DateOnly { get; } = new DateOnlyCodec();

    /// <summary>The codec of <see cref="TimeOnly"/>: a time of day, as ticks.</summary>
    public static IWireCodec<TimeOnly> TimeOnly { get; } = new TimeOnlyCodec();

    /// <summary>The codec of <see cref="TimeSpan"/>: a span of time, as ticks.</summary>
    public static IWireCodec<TimeSpan> TimeSpan { get; } = new TimeSpanCodec();

    /// <summary>The codec of <see cref="Uri"/>: an address, as text.</summary>
    public static IWireCodec<Uri> Uri { get; } = new UriCodec();

    /// <summary>The codec of <see cref="Version"/>: a version, as text.</summary>
    public static IWireCodec<Version> Version { get; } = new VersionCodec();

    /// <summary>The codec of an array of bytes: binary.</summary>
    public static IWireCodec<byte[]> Binary { get; } = new BinaryCodec();

    /// <summary>The codec of an enum: the integer under it. A value without a name is kept.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <returns>The codec.</returns>
    public static IWireCodec<T> Enum<T>()
        where T : struct, Enum
        => new EnumCodec<T>();

    /// <summary>The codec of a value type that may be missing: nil, or the value.</summary>
    /// <typeparam name="T">The value type.</typeparam>
    /// <param name="codec">The codec of the value.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<T?> Nullable<T>(IWireCodec<T> codec)
        where T : struct
        => new NullableCodec<T>(codec);

    /// <summary>The codec of a reference that may be null: nil, or the value.</summary>
    /// <typeparam name="T">The reference type.</typeparam>
    /// <param name="codec">The codec of the value.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<T?> OrNull<T>(IWireCodec<T> codec)
        where T : class
        => new OrNullCodec<T>(codec);

    /// <summary>The codec that a type knows itself.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The codec.</returns>
    public static IWireCodec<T> Of<T>()
        where T : IWireSerializable<T>
        => T.Codec;
}
