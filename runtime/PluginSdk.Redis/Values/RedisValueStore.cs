using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>Values with the cache's generation in them, read by one MGET and written by one script each.</summary>
internal sealed class RedisValueStore(RedisConnection connection) : IValueStore
{
    /// <summary>
    /// How long a value that does not expire stays, in milliseconds: removing all of a cache leaves its values behind, and
    /// they must go some day. Whoever reads it after that loads it again.
    /// </summary>
    private const long ForgottenAfter = 7L * 24 * 60 * 60 * 1000;

    private readonly RedisLogAppend _append = new(connection);
    private readonly ServerClock _clock = new(connection.Options.TimeProvider);
    private readonly ConcurrentDictionary<string, CacheKeys> _keys = new(StringComparer.Ordinal);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<StoredValue> GetAsync(string cache, ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        var keys = KeysOf(cache);
        var found = await connection.GetAsync([keys.Cache, keys.Value(key)], cancellationToken).ConfigureAwait(false);
        return TryTake(found[1], found[0], out var stored) ? stored : await AskForTimeAndTakeAsync(found[1], found[0], cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<StoredValue[]> GetManyAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, CancellationToken cancellationToken)
    {
        var cacheKeys = KeysOf(cache);
        var names = new RedisKey[keys.Count + 1];
        names[0] = cacheKeys.Cache;
        for (var i = 0; i < keys.Count; i++)
            names[i + 1] = cacheKeys.Value(keys[i]);
        var found = await connection.GetAsync(names, cancellationToken).ConfigureAwait(false);
        var values = new StoredValue[keys.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!TryTake(found[i + 1], found[0], out values[i]))
                values[i] = await AskForTimeAndTakeAsync(found[i + 1], found[0], cancellationToken).ConfigureAwait(false);
        }

        return values;
    }

    public async ValueTask<ClaimResult> ClaimAsync(string cache, ReadOnlyMemory<byte> key, TimeSpan life, CancellationToken cancellationToken)
    {
        var keys = KeysOf(cache);
        var asked = _clock.Ask();
        var answer = await connection.ScriptAsync(
            ValueScripts.Claim,
            [keys.Cache, keys.Value(key)],
            [ValueFormat.NewGeneration(connection.Life.Known), ValueFormat.NewStamp(), Milliseconds(life)],
            cancellationToken).ConfigureAwait(false);
        _clock.Learn(asked, long.Parse((string)answer[0]!, CultureInfo.InvariantCulture));
        var bytes = BytesOf(answer[1]);
        var cacheBytes = BytesOf(answer[answer.Length - 1]);
        connection.Life.Doubt(ValueFormat.LifeOf(cacheBytes.Span));
        if (answer.Length == 3)
            return new ClaimResult(Take(bytes, cacheBytes, ValueFormat.ExpiryOf(bytes.Span)), default, false, TimeSpan.Zero);
        var ticket = new FillTicket(ValueFormat.ParseStamp(bytes.Span), ValueFormat.ParseEpoch(cacheBytes.Span));
        return new ClaimResult(StoredValue.None, ticket, (int)answer[3] == 1, TimeSpan.FromMilliseconds((long)answer[2]));
    }

    public async ValueTask<bool> ExtendAsync(string cache, ReadOnlyMemory<byte> key, FillTicket ticket, TimeSpan life, CancellationToken cancellationToken)
    {
        var keys = KeysOf(cache);
        var answer = await connection.ScriptAsync(
            ValueScripts.Extend,
            [keys.Cache, keys.Value(key)],
            [ValueFormat.FormatStamp(ticket.Stamp), ValueFormat.FormatStamp(ticket.Epoch), Milliseconds(life)],
            cancellationToken).ConfigureAwait(false);
        return (int)answer == 1;
    }

    public async ValueTask<bool> FillAsync(string cache, ReadOnlyMemory<byte> key, ValueWrite? write, FillTicket ticket, LogAppend? announcement, CancellationToken cancellationToken)
    {
        var keys = KeysOf(cache);
        var value = write ?? default;
        var tags = value.Tags ?? [];
        RedisValue[] arguments =
        [
            ValueFormat.FormatStamp(ticket.Stamp), ValueFormat.FormatStamp(ticket.Epoch), ValueFormat.NewStamp(), write is null ? 0 : 1,
            LifeOf(value), ForgottenAfter, ValueFormat.FormatTags(tags), value.Value, tags.Count,
        ];
        var answer = announcement is { } append
            ? await connection.ScriptAsync(
                ValueScripts.FillAndAnnounce,
                [keys.Cache, keys.Value(key), .. _append.Keys, .. tags.Select(keys.Tag)],
                [.. arguments, .. _append.ArgumentsOf(append)],
                cancellationToken).ConfigureAwait(false)
            : await connection.ScriptAsync(ValueScripts.Fill, [keys.Cache, keys.Value(key), .. tags.Select(keys.Tag)], arguments, cancellationToken).ConfigureAwait(false);
        return (int)answer == 1;
    }

    public async ValueTask<WriteResult> PutAsync(string cache, ReadOnlyMemory<byte> key, ValueWrite write, WriteCondition condition, LogAppend announcement, CancellationToken cancellationToken)
    {
        var keys = KeysOf(cache);
        var answer = await connection.ScriptAsync(
            ValueScripts.Put,
            [keys.Cache, keys.Value(key), .. _append.Keys, .. write.Tags.Select(keys.Tag)],
            [
                ValueFormat.NewGeneration(connection.Life.Known), ValueFormat.NewStamp(), (int)condition.Kind, condition.Expected, LifeOf(write), ForgottenAfter, ValueFormat.FormatTags(write.Tags), write.Value,
                write.Tags.Count, .. _append.ArgumentsOf(announcement),
            ],
            cancellationToken).ConfigureAwait(false);
        return ToResult(answer);
    }

    public async ValueTask<WriteResult> RemoveAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, WriteCondition condition, LogAppend announcement, CancellationToken cancellationToken)
    {
        var cacheKeys = KeysOf(cache);
        var answer = await connection.ScriptAsync(
            condition.Kind == WriteConditionKind.None ? ValueScripts.Remove : ValueScripts.RemoveIf,
            [cacheKeys.Cache, .. keys.Select(cacheKeys.Value), .. _append.Keys],
            [(int)condition.Kind, condition.Expected, keys.Count, .. _append.ArgumentsOf(announcement)],
            cancellationToken).ConfigureAwait(false);
        return ToResult(answer);
    }

    public async ValueTask<LogPosition> RemoveAllAsync(string cache, string? tag, LogAppend announcement, CancellationToken cancellationToken)
    {
        var keys = KeysOf(cache);
        var answer = await connection.ScriptAsync(
            tag is null ? ValueScripts.RemoveAll : ValueScripts.RemoveTag,
            tag is null ? [keys.Cache, .. _append.Keys] : [keys.Cache, .. _append.Keys, keys.Tag(tag)],
            [ValueFormat.NewGeneration(), .. _append.ArgumentsOf(announcement)],
            cancellationToken).ConfigureAwait(false);
        return RedisLogAppend.ParsePosition((string)answer!);
    }

    /// <returns>False if the server must be asked for its time first, to tell how long the value lives.</returns>
    private bool TryTake(RedisValue stored, RedisValue cache, out StoredValue taken)
    {
        taken = StoredValue.None;
        var (bytes, cacheBytes) = ((ReadOnlyMemory<byte>)stored, (ReadOnlyMemory<byte>)cache);
        if (connection.Life.Known is not { } life || !ValueFormat.Counts(bytes.Span, cacheBytes.Span, life))
            return true;
        var expiry = ValueFormat.ExpiryOf(bytes.Span);
        if (expiry != 0 && _clock.Latest is null)
            return false;
        taken = Take(bytes, cacheBytes, expiry);
        return true;
    }

    private async ValueTask<StoredValue> AskForTimeAndTakeAsync(RedisValue stored, RedisValue cache, CancellationToken cancellationToken)
    {
        var asked = _clock.Ask();
        var answer = await connection.ScriptAsync(ValueScripts.Time, [_append.Keys[0]], [], cancellationToken).ConfigureAwait(false);
        _clock.Learn(asked, long.Parse((string)answer!, CultureInfo.InvariantCulture));
        var bytes = (ReadOnlyMemory<byte>)stored;
        return Take(bytes, (ReadOnlyMemory<byte>)cache, ValueFormat.ExpiryOf(bytes.Span));
    }

    private StoredValue Take(ReadOnlyMemory<byte> stored, ReadOnlyMemory<byte> cache, long expiry)
    {
        if (expiry == 0)
            return ValueFormat.Read(stored, cache.Span, null);
        // Between the look at the clock and here it may have become too old to be used; then the value is one that just expires.
        var remaining = expiry - (_clock.Latest ?? expiry);
        return ValueFormat.Read(stored, cache.Span, TimeSpan.FromMilliseconds(Math.Max(0, remaining)));
    }

    private static ReadOnlyMemory<byte> BytesOf(RedisResult result) => (ReadOnlyMemory<byte>)(RedisValue)result;

    private CacheKeys KeysOf(string cache) => _keys.GetOrAdd(cache, static (name, keys) => new CacheKeys(keys, name), connection.Keys);

    private static WriteResult ToResult(RedisResult answer) =>
        answer.IsNull ? default : new WriteResult(true, RedisLogAppend.ParsePosition((string)answer!));

    private static long LifeOf(ValueWrite write) => write.TimeToLive is { } life ? Milliseconds(life) : 0;

    private static long Milliseconds(TimeSpan life) => Math.Max(1, (long)life.TotalMilliseconds);
}
