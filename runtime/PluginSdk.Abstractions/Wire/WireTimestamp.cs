namespace PluginSdk.Wire;

/// <summary>
/// The kind of a <see cref="DateTime"/> in the nanoseconds that a tick leaves over: 0 is UTC, as everybody writes it;
/// 1 is unspecified, 2 is local. Readers that know nothing of it drop the remainder.
/// </summary>
internal static class WireTimestamp
{
    public static uint MarkOf(DateTimeKind kind) => kind switch
    {
        DateTimeKind.Unspecified => 1,
        DateTimeKind.Local => 2,
        _ => 0,
    };

    public static DateTime ToDateTime(long ticks, uint nanosecondMark) => nanosecondMark switch
    {
        1 => new DateTime(ticks, DateTimeKind.Unspecified),
        2 => new DateTime(ticks, DateTimeKind.Utc).ToLocalTime(),
        _ => new DateTime(ticks, DateTimeKind.Utc),
    };
}
