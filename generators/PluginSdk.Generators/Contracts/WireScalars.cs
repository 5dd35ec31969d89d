namespace PluginSdk.Generators.Contracts;

/// <summary>What the scalars of the writer are called in a contract.</summary>
internal static class WireScalars
{
    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["Boolean"] = "bool",
        ["SByte"] = "int8",
        ["Byte"] = "uint8",
        ["Int16"] = "int16",
        ["UInt16"] = "uint16",
        ["Int32"] = "int32",
        ["UInt32"] = "uint32",
        ["Int64"] = "int64",
        ["UInt64"] = "uint64",
        ["Int128"] = "int128",
        ["UInt128"] = "uint128",
        ["BigInteger"] = "integer",
        ["Half"] = "float16",
        ["Single"] = "float32",
        ["Double"] = "float64",
        ["Decimal"] = "decimal",
        ["Char"] = "char",
        ["Rune"] = "rune",
        ["String"] = "string",
        ["Binary"] = "binary",
        ["Guid"] = "guid",
        ["DateTime"] = "time",
        ["DateTimeOffset"] = "time-with-offset",
        ["DateOnly"] = "day",
        ["TimeOnly"] = "time-of-day",
        ["TimeSpan"] = "duration",
        ["Uri"] = "uri",
        ["Version"] = "version",
    };

    private static readonly HashSet<string> s_contractNames = new(s_names.Values, StringComparer.Ordinal);

    public static string NameOf(string writerMethod) => s_names[writerMethod];

    public static bool IsName(string name) => s_contractNames.Contains(name);
}
