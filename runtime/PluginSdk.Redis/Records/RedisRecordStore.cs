using System.Globalization;
using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>
/// A collection is a hash of <c>version:value</c> and a sorted set of the keys that expire, scored by when (µs on the
/// server's clock). One counter for all collections is the last version.
/// </summary>
internal sealed class RedisRecordStore(RedisConnection connection) : IRecordStore
{
    public async ValueTask<ClusterRecord?> GetAsync(string collection, string key, CancellationToken cancellationToken)
    {
        var reply = await connection.ScriptAsync(RecordScripts.Get, KeysOf(collection), [key], cancellationToken).ConfigureAwait(false);
        return reply.IsNull ? null : Decode(key, (ReadOnlyMemory<byte>)(RedisValue)reply);
    }

    public async ValueTask<RecordSnapshot> ListAsync(string collection, CancellationToken cancellationToken)
    {
        var reply = (RedisResult[])(await connection.ScriptAsync(RecordScripts.List, KeysOf(collection), [], cancellationToken).ConfigureAwait(false))!;
        var fields = (RedisValue[])reply[1]!;
        var records = new ClusterRecord[fields.Length / 2];
        for (var i = 0; i < records.Length; i++)
            records[i] = Decode((string)fields[2 * i]!, (ReadOnlyMemory<byte>)fields[2 * i + 1]);
        Array.Sort(records, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return new RecordSnapshot(records, TimeOf(reply[0]));
    }

    public async ValueTask<CompareAndSetResult> CompareAndSetAsync(string collection, string key, long expectedVersion, ReadOnlyMemory<byte>? value, TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        if (timeToLive is { } life)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(life, TimeSpan.Zero, nameof(timeToLive));
        RedisValue[] arguments =
        [
            key,
            expectedVersion,
            value is null ? 0 : 1,
            value ?? ReadOnlyMemory<byte>.Empty,
            // A life below the clock's resolution still is a life.
            timeToLive is { } span ? Math.Max(1, span.Ticks / TimeSpan.TicksPerMicrosecond) : 0,
        ];
        var reply = (RedisResult[])(await connection.ScriptAsync(RecordScripts.CompareAndSet, KeysOf(collection), arguments, cancellationToken).ConfigureAwait(false))!;
        return new CompareAndSetResult((int)reply[0] == 1, long.Parse((string)reply[1]!, CultureInfo.InvariantCulture), TimeOf(reply[2]));
    }

    public async ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) =>
        TimeOf(await connection.ScriptAsync(RecordScripts.Time, [connection.Keys.Of("record-version")], [], cancellationToken).ConfigureAwait(false));

    private static ClusterRecord Decode(string key, ReadOnlyMemory<byte> stored)
    {
        var colon = stored.Span.IndexOf((byte)':');
        return new ClusterRecord(key, long.Parse(stored.Span[..colon], NumberStyles.None, CultureInfo.InvariantCulture), stored[(colon + 1)..]);
    }

    private static DateTimeOffset TimeOf(RedisResult microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(long.Parse((string)microseconds!, CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond);

    private RedisKey[] KeysOf(string collection) =>
        [connection.Keys.Of("record", collection), connection.Keys.Of("record-expiry", collection), connection.Keys.Of("record-version")];
}
