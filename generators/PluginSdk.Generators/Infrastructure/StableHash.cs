namespace PluginSdk.Generators.Infrastructure;

/// <summary>A hash that is the same in every process, for names that need one.</summary>
internal static class StableHash
{
    /// <summary>FNV-1a over the UTF-16 code units, as eight hexadecimal digits.</summary>
    public static string Of(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ (byte)character) * 16777619u);
            hash = unchecked((hash ^ (byte)(character >> 8)) * 16777619u);
        }

        return hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }
}
