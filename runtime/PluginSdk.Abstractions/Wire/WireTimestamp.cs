namespace PluginSdk.Wire;

/// <summary>
/// The kind of a <see cref="DateTime"/> in the nanoseconds that a tick leaves over: 0 is UTC, as everybody writes it;
/// 1 is unspecified, 2 is local, 3 is a local clock time that is no instant, because UTC has none so early or so late
/// (<see cref="DateTime.MinValue"/> east of it). Readers that know nothing of it drop the remainder.
/// </summary>
internal static class WireTimestamp
{
    public const uint LocalClock = 3;

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
        LocalClock => new DateTime(ticks, DateTimeKind.Local),
        _ => new DateTime(ticks, DateTimeKind.Utc),
    };
}
