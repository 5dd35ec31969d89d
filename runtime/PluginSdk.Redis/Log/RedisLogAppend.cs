using System.Globalization;
using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>
/// What <see cref="LogScripts.AppendFunction"/> takes, so that a script of another primitive can append to the log in its
/// own step: its text begins with that function, <see cref="Keys"/> and <see cref="ArgumentsOf"/> stand one after another
/// among its keys and arguments, and it calls <c>append_to_log</c> with where they begin.
/// </summary>
internal sealed class RedisLogAppend(RedisConnection connection)
{
    /// <summary>The keys of the log, in one slot with all others of the cluster.</summary>
    public RedisKey[] Keys { get; } =
        [connection.Keys.Of("log"), connection.Keys.Of("log", "stream"), connection.Keys.Of("log", "ids"), connection.Keys.Of("log", "ids-before")];

    /// <summary>Where entries are announced. Sharded: on a Redis Cluster only the slot's own nodes see it.</summary>
    public RedisChannel Channel { get; } = RedisChannel.Sharded(connection.Keys.Prefix + "log");

    public RedisValue[] ArgumentsOf(LogAppend append) =>
    [
        (string)Channel!, FormatId(append.Id), NewStamp(), append.Topic, append.Payload,
        (long)connection.Options.LogRetention.TotalMilliseconds, connection.Options.LogMaxEntries,
    ];

    public static long NewStamp() => Random.Shared.NextInt64(1, long.MaxValue);

    /// <summary>The place that <c>append_to_log</c> returned.</summary>
    public static LogPosition ParsePosition(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return new LogPosition(long.Parse(text.AsSpan(0, dash), CultureInfo.InvariantCulture), long.Parse(text.AsSpan(dash + 1), CultureInfo.InvariantCulture));
    }

    public static string Format(LogPosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.Sequence}-{position.Stamp}");

    public static AppendId ParseId(string text)
    {
        var colon = text.LastIndexOf(':');
        return new AppendId(text[..colon], long.Parse(text.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }

    private static string FormatId(AppendId id) => string.Create(CultureInfo.InvariantCulture, $"{id.Publisher}:{id.Number}");
}
