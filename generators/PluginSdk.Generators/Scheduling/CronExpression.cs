namespace PluginSdk.Generators.Scheduling;

/// <summary>
/// Says at build time whether the runtime's cron library (Cronos) will accept an expression; a test holds the two
/// against each other.
/// </summary>
internal static class CronExpression
{
    private static readonly CronField[] s_fields =
    [
        new("second", 0, 59),
        new("minute", 0, 59),
        new("hour", 0, 23),
        new("day of month", 1, 31),
        new("month", 1, 12, ["", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]),
        new("day of week", 0, 7, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]),
    ];

    private static readonly HashSet<string> s_macros = new(StringComparer.OrdinalIgnoreCase)
    {
        "@annually", "@yearly", "@monthly", "@weekly", "@daily", "@midnight", "@hourly", "@every_minute", "@every_second",
    };

    /// <summary>What is wrong with the expression, or null.</summary>
    public static string? Problem(string expression)
    {
        var parts = expression.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts is [['@', ..] macro])
            return s_macros.Contains(macro) ? null : $"'{macro}' is no schedule that has a name";
        if (parts.Length is not (5 or 6))
            return $"it has {parts.Length} fields";
        var skipped = s_fields.Length - parts.Length;
        for (var index = 0; index < parts.Length; index++)
        {
            if (s_fields[index + skipped].Problem(parts[index]) is { } problem)
                return problem;
        }

        return null;
    }
}
