using Microsoft.Extensions.Caching.Distributed;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Hosting;

/// <summary>
/// The shared tier over any distributed cache. Such a cache has neither compare-and-set nor a log, so it only holds bytes
/// that never change; which of them are a key's value, its tickets, tags and expiry stay with the engine's own store, as a
/// name of sixteen bytes. A value therefore counts exactly when it would on the engine, and one whose bytes the cache has
/// lost is a miss. A hit costs two round trips where the engine's own store takes one.
/// </summary>
internal sealed class DistributedValueStore(IValueStore names, IDistributedCache cache, Random random) : IValueStore
{
    /// <summary>Holds for no name, and lets the engine answer a repeated write from its log all the same.</summary>
    private static readonly WriteCondition s_never = WriteCondition.Equal(ReadOnlyMemory<byte>.Empty);

    private readonly DistributedBytes _bytes = new(cache, random);

    public async ValueTask<StoredValue> GetAsync(string cache, ReadOnlyMemory<byte> key, CancellationToken cancellationToken) =>
        await ResolveAsync(await names.GetAsync(cache, key, cancellationToken), cancellationToken);

    public async ValueTask<StoredValue[]> GetManyAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, CancellationToken cancellationToken)
    {
        var named = await names.GetManyAsync(cache, keys, cancellationToken);
        return await Task.WhenAll(named.Select(name => ResolveAsync(name, cancellationToken)));
    }

    public async ValueTask<ClaimResult> ClaimAsync(string cache, ReadOnlyMemory<byte> key, TimeSpan life, CancellationToken cancellationToken)
    {
        var claim = await names.ClaimAsync(cache, key, life, cancellationToken);
        if (!claim.Stored.Found)
            return claim;
        var stored = await ResolveAsync(claim.Stored, cancellationToken);
        // Where the bytes are lost, the name's own ticket lets a loaded value take its place.
        return stored.Found
            ? claim with { Stored = stored }
            : new ClaimResult(StoredValue.None, claim.Stored.Ticket, true, life);
    }

    public ValueTask<bool> ExtendAsync(string cache, ReadOnlyMemory<byte> key, FillTicket ticket, TimeSpan life, CancellationToken cancellationToken) =>
        names.ExtendAsync(cache, key, ticket, life, cancellationToken);

    public async ValueTask<bool> FillAsync(string cache, ReadOnlyMemory<byte> key, ValueWrite? write, FillTicket ticket, LogAppend? announcement, CancellationToken cancellationToken)
    {
        if (write is not { } value)
            return await names.FillAsync(cache, key, null, ticket, announcement, cancellationToken);
        var name = await _bytes.WriteAsync(value.Value, value.TimeToLive, cancellationToken);
        var isFilled = await names.FillAsync(cache, key, value with { Value = name }, ticket, announcement, cancellationToken);
        if (!isFilled)
            await _bytes.DropAsync(name);
        return isFilled;
    }

    public async ValueTask<WriteResult> PutAsync(string cache, ReadOnlyMemory<byte> key, ValueWrite write, WriteCondition condition, LogAppend announcement, CancellationToken cancellationToken)
    {
        var name = await _bytes.WriteAsync(write.Value, write.TimeToLive, cancellationToken);
        var result = await ChangeAsync(
            cache, [key], condition, named => names.PutAsync(cache, key, write with { Value = name }, named, announcement, cancellationToken), cancellationToken);
        if (!result.Written)
            await _bytes.DropAsync(name);
        return result;
    }

    public ValueTask<WriteResult> RemoveAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, WriteCondition condition, LogAppend announcement, CancellationToken cancellationToken) =>
        ChangeAsync(cache, keys, condition, named => names.RemoveAsync(cache, keys, named, announcement, cancellationToken), cancellationToken);

    /// <summary>The bytes stay until they expire: a distributed cache cannot tell which they are.</summary>
    public ValueTask<LogPosition> RemoveAllAsync(string cache, string? tag, LogAppend announcement, CancellationToken cancellationToken) =>
        names.RemoveAllAsync(cache, tag, announcement, cancellationToken);

    private async Task<StoredValue> ResolveAsync(StoredValue named, CancellationToken cancellationToken)
    {
        if (!named.Found)
            return StoredValue.None;
        return await _bytes.ReadAsync(named.Value, cancellationToken) is { } bytes ? named with { Value = bytes } : StoredValue.None;
    }

    private async ValueTask<WriteResult> ChangeAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, WriteCondition condition, Func<WriteCondition, ValueTask<WriteResult>> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = await names.GetManyAsync(cache, keys, cancellationToken);
            var named = await TranslateAsync(condition, before[0], cancellationToken);
            var result = await change(named);
            if (result.Written)
                await DropReplacedAsync(cache, keys, before);
            // Another name in the meantime may stand for a value of which the condition holds as well.
            if (result.Written || named.Kind != WriteConditionKind.Equal || named == s_never)
                return result;
        }
    }

    /// <summary>The condition on a name that says the same as <paramref name="condition"/> on the value.</summary>
    private async ValueTask<WriteCondition> TranslateAsync(WriteCondition condition, StoredValue named, CancellationToken cancellationToken)
    {
        if (condition.Kind == WriteConditionKind.None || (!named.Found && condition.Kind != WriteConditionKind.Equal))
            return condition;
        var stored = await ResolveAsync(named, cancellationToken);
        var isUnchanged = WriteCondition.Equal(named.Value);
        return condition.Kind switch
        {
            WriteConditionKind.Absent => stored.Found ? condition : isUnchanged,
            WriteConditionKind.Present => stored.Found ? condition : s_never,
            _ => stored.Found && stored.Value.Span.SequenceEqual(condition.Expected.Span) ? isUnchanged : s_never,
        };
    }

    /// <summary>Drops the bytes of names that are gone. It looks again, because a repeated write may have been done long ago.</summary>
    private async ValueTask DropReplacedAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, StoredValue[] before)
    {
        if (!before.Any(name => name.Found))
            return;
        try
        {
            var after = await names.GetManyAsync(cache, keys, CancellationToken.None);
            await Task.WhenAll(before
                .Where((name, i) => name.Found && !(after[i].Found && name.Value.Span.SequenceEqual(after[i].Value.Span)))
                .Select(name => _bytes.DropAsync(name.Value).AsTask()));
        }
        catch (EngineUnavailableException)
        {
            // The change has been announced; the bytes expire.
        }
    }
}
