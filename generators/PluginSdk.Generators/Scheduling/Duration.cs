using System.Globalization;

namespace PluginSdk.Generators.Scheduling;

/// <summary>A span of time as attributes write it: <c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"2h"</c>, <c>"1d"</c>.</summary>
internal sealed record Duration(string Text, long Milliseconds)
{
    /// <summary>What a duration looks like, for messages.</summary>
    public const string Rule = "a positive whole number and a unit: ms, s, m, h or d, such as \"10s\"";

    /// <summary>Longer spans overflow timers.</summary>
    private const long Longest = 365L * 24 * 60 * 60 * 1000;

    private static readonly (string Suffix, long Milliseconds, string Factory)[] s_units =
    [
        ("ms", 1, "FromMilliseconds"),
        ("s", 1000, "FromSeconds"),
        ("m", 60_000, "FromMinutes"),
        ("h", 3_600_000, "FromHours"),
        ("d", 86_400_000, "FromDays"),
    ];

    /// <summary>The duration, or null where <paramref name="text"/> is none, exceeds a year, or is zero where that has no meaning.</summary>
    public static Duration? Parse(string? text, bool allowZero = false)
    {
        if (text is null)
            return null;
        var digits = text.TakeWhile(character => character is >= '0' and <= '9').Count();
        var suffix = text.Substring(digits);
        foreach (var unit in s_units)
        {
            if (unit.Suffix == suffix
                && long.TryParse(text.Substring(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && (count > 0 || allowZero)
                && count <= Longest / unit.Milliseconds)
            {
                return new Duration(text, count * unit.Milliseconds);
            }
        }

        return null;
    }

    /// <summary><c>global::System.TimeSpan.FromSeconds(10)</c>, in the largest unit that fits.</summary>
    public string Expression
    {
        get
        {
            if (Milliseconds == 0)
                return "global::System.TimeSpan.Zero";
            var unit = s_units.Last(candidate => Milliseconds % candidate.Milliseconds == 0);
            return $"global::System.TimeSpan.{unit.Factory}({(Milliseconds / unit.Milliseconds).ToString(CultureInfo.InvariantCulture)})";
        }
    }
}
