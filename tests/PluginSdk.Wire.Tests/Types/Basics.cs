using System.Numerics;
using System.Text;
using MessagePack;

namespace PluginSdk.Wire.Tests.Types;

public enum Level : byte
{
    Low,
    High = 200,
}

[Flags]
public enum Wide : long
{
    None = 0,
    Far = long.MinValue,
}

public enum Signed : sbyte
{
    Least = sbyte.MinValue,
    None = 0,
}

public enum Short : short
{
    None,
    Most = short.MaxValue,
}

public enum UnsignedShort : ushort
{
    None,
    Most = ushort.MaxValue,
}

public enum Unsigned : uint
{
    None,
    Most = uint.MaxValue,
}

public enum UnsignedWide : ulong
{
    None,
    Most = ulong.MaxValue,
}

[ClusterSerializable]
public sealed partial record Enums(Signed Signed, Short Short, UnsignedShort UnsignedShort, Unsigned Unsigned, UnsignedWide UnsignedWide, Level? Nullable = null);

[ClusterSerializable]
public sealed partial record ReportPublished(Guid Id, string Title);

[ClusterSerializable]
[MessagePackObject]
public sealed partial record SmallEvent(
    [property: Key(0)] Guid Id,
    [property: Key(1)] int Number,
    [property: Key(2)] string Title,
    [property: Key(3)] DateTime At);

[ClusterSerializable]
public sealed partial class Scalars
{
    public bool Boolean { get; set; }
    public byte Byte { get; set; }
    public sbyte SByte { get; set; }
    public short Int16 { get; set; }
    public ushort UInt16 { get; set; }
    public int Int32 { get; set; }
    public uint UInt32 { get; set; }
    public long Int64 { get; set; }
    public ulong UInt64 { get; set; }
    public Int128 Int128 { get; set; }
    public UInt128 UInt128 { get; set; }
    public BigInteger BigInteger { get; set; }
    public Half Half { get; set; }
    public float Single { get; set; }
    public double Double { get; set; }
    public decimal Decimal { get; set; }
    public char Char { get; set; }
    public Rune Rune { get; set; }
    public string String { get; set; } = "";
    public Guid Guid { get; set; }
    public DateTime DateTime { get; set; }
    public DateTimeOffset DateTimeOffset { get; set; }
    public DateOnly DateOnly { get; set; }
    public TimeOnly TimeOnly { get; set; }
    public TimeSpan TimeSpan { get; set; }
    public Uri Uri { get; set; } = new("https://example.org/a b");
    public Version Version { get; set; } = new(1, 2);
    public Level Level { get; set; }
    public Wide Wide { get; set; }
    public byte[] Binary { get; set; } = [];
}

[ClusterSerializable]
public sealed partial class NullableScalars
{
    public bool? Boolean { get; set; }
    public byte? Byte { get; set; }
    public sbyte? SByte { get; set; }
    public short? Int16 { get; set; }
    public ushort? UInt16 { get; set; }
    public int? Int32 { get; set; }
    public uint? UInt32 { get; set; }
    public long? Int64 { get; set; }
    public ulong? UInt64 { get; set; }
    public Int128? Int128 { get; set; }
    public UInt128? UInt128 { get; set; }
    public BigInteger? BigInteger { get; set; }
    public Half? Half { get; set; }
    public float? Single { get; set; }
    public double? Double { get; set; }
    public Rune? Rune { get; set; }
    public DateOnly? DateOnly { get; set; }
    public TimeOnly? TimeOnly { get; set; }
    public decimal? Decimal { get; set; }
    public char? Char { get; set; }
    public string? String { get; set; }
    public Guid? Guid { get; set; }
    public DateTime? DateTime { get; set; }
    public DateTimeOffset? DateTimeOffset { get; set; }
    public TimeSpan? TimeSpan { get; set; }
    public Uri? Uri { get; set; }
    public Version? Version { get; set; }
    public Level? Level { get; set; }
    public byte[]? Binary { get; set; }
    public ReportPublished? Report { get; set; }
    public Point? Point { get; set; }
    public List<int?>? Numbers { get; set; }
}

[ClusterSerializable]
public partial record struct Point(int X, int Y);

[ClusterSerializable]
public readonly partial record struct Range(int From, int To = 10);

[ClusterSerializable]
public partial struct Plain
{
    public int Field;
    public string? Text { get; set; }
}
