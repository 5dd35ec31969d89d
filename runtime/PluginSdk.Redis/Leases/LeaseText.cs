using System.Globalization;

namespace PluginSdk.Redis;

/// <summary>A lease as <see cref="LeaseScripts"/> writes it.</summary>
internal sealed record LeaseText(string Owner, long Token, long SinceMicroseconds, string Node, string Purpose)
{
    /// <summary>Null for an offer, or for nothing.</summary>
    public static LeaseText? Parse(string value)
    {
        var parts = value.Split('\n');
        return parts.Length == 5
            ? new LeaseText(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture), parts[3], parts[4])
            : null;
    }

    public static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
