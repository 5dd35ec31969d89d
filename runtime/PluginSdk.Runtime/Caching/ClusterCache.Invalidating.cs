using System.Transactions;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Caching;

/// <summary>Invalidations, and how writes get to an engine that may not answer.</summary>
internal sealed partial class ClusterCache<TKey, TValue>
{
    /// <summary>How many keys one step of the engine removes.</summary>
    private const int KeysPerStep = 500;

    /// <summary>How long a write asks an engine that does not answer before it gives up.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_pauseBetweenAttempts = TimeSpan.FromMilliseconds(100);

    private readonly UnsentInvalidations? _unsent;

    public ValueTask RemoveAsync(TKey key, CancellationToken cancellationToken = default) =>
        InvalidateAsync(Invalidation.Of(_codec.Encode(key)), cancellationToken);

    public ValueTask<CacheConfirmation> RemoveAsync(TKey key, TimeSpan confirm, CancellationToken cancellationToken = default)
    {
        ThrowIfInTransaction("Confirmation of a removal");
        return ConfirmRemovalAsync(key, confirm, cancellationToken);
    }

    private async ValueTask<CacheConfirmation> ConfirmRemovalAsync(TKey key, TimeSpan confirm, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        await InvalidateNowAsync(Invalidation.Of(_codec.Encode(key)), cancellationToken);
        return _shared is null
            ? new CacheConfirmation([])
            : new CacheConfirmation(await _plugin.Member.Confirmations.WaitForAllAsync(confirm, cancellationToken));
    }

    public ValueTask<bool> RemoveIfEqualAsync(TKey key, TValue expected, CancellationToken cancellationToken = default)
    {
        ThrowIfInTransaction(nameof(RemoveIfEqualAsync));
        var condition = WriteCondition.Equal(_codec.EncodeValue(expected));
        return RemoveIfAsync(Invalidation.Of(_codec.Encode(key)) with { Condition = condition }, cancellationToken);
    }

    private async ValueTask<bool> RemoveIfAsync(Invalidation invalidation, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        return await InvalidateNowAsync(invalidation, cancellationToken);
    }

    public ValueTask RemoveManyAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return InvalidateAsync(
            [.. keys.Select(key => (ReadOnlyMemory<byte>)_codec.Encode(key)).Chunk(KeysPerStep).Select(some => new Invalidation(some, null))],
            cancellationToken);
    }

    public ValueTask RemoveAllAsync(CancellationToken cancellationToken = default) => InvalidateAsync(Invalidation.All, cancellationToken);

    public ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        return InvalidateAsync(Invalidation.OfTag(tag), cancellationToken);
    }

    /// <summary>
    /// Invalidates after the commit of the ambient transaction, or now if there is none. Asks for the transaction before
    /// anything else, because it may not flow any further.
    /// </summary>
    private ValueTask InvalidateAsync(Invalidation invalidation, CancellationToken cancellationToken) =>
        TryHold(invalidation) ? ValueTask.CompletedTask : InvalidateAllAsync([invalidation], cancellationToken);

    private ValueTask InvalidateAsync(Invalidation[] invalidations, CancellationToken cancellationToken) =>
        Array.TrueForAll(invalidations, TryHold) ? ValueTask.CompletedTask : InvalidateAllAsync(invalidations, cancellationToken);

    /// <summary>What gives an answer now cannot wait for a commit; and done now, others would load once more what the commit outdates.</summary>
    /// <exception cref="InvalidOperationException">There is an ambient transaction.</exception>
    private void ThrowIfInTransaction(string what)
    {
        if (Transaction.Current is not null)
            throw new InvalidOperationException($"{what} of the cache '{Name}' cannot wait for the commit of the ambient transaction, and before it the other nodes would load the old value again. Use RemoveAsync or PutAsync, which wait for the commit, or call it after the transaction.");
    }

    private bool TryHold(Invalidation invalidation) => _held.TryHold(new HeldWrite(
        invalidation,
        () => ApplyHere(invalidation),
        () => ReportAsync(() => InvalidateNowAsync(invalidation, CancellationToken.None))));

    private async ValueTask InvalidateAllAsync(Invalidation[] invalidations, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        foreach (var invalidation in invalidations)
            await InvalidateNowAsync(invalidation, cancellationToken);
    }

    /// <summary>Invalidates on every node; here, at the latest when it returns.</summary>
    private async ValueTask<bool> InvalidateNowAsync(Invalidation invalidation, CancellationToken cancellationToken)
    {
        if (_shared is not { } shared)
            return InvalidateLocally(invalidation);
        var append = Prepare(invalidation);
        var pending = _pending.Begin(append.Id, invalidation, null);
        try
        {
            var result = await SendAsync(token => SendInvalidationAsync(shared, invalidation, append, token), cancellationToken);
            if (!result.Written)
            {
                _pending.Forget(append.Id);
                return false;
            }

            _pending.Settle(pending, static state => state.Item1.ApplyHere(state.invalidation), (this, invalidation));
            Report(invalidation, CacheAnnouncementKind.Remove, null);
            return true;
        }
        catch (Exception e)
        {
            GiveUp(append.Id, invalidation, e);
            throw;
        }
    }

    private bool InvalidateLocally(Invalidation invalidation)
    {
        if (invalidation.Condition is { } condition)
        {
            if (!_near.ChangeIf(_codec.DecodeKey(invalidation.Keys![0]), present => HoldsHere(condition, present), null))
                return false;
        }
        else
        {
            ApplyHere(invalidation);
        }

        Report(invalidation, CacheAnnouncementKind.Remove, null);
        return true;
    }

    /// <summary>
    /// A write whose outcome is unknown: what it concerns is dropped here, and, unless the caller has turned away, on all
    /// nodes as soon as the engine answers again.
    /// </summary>
    private void GiveUp(AppendId id, Invalidation invalidation, Exception cause)
    {
        _pending.Forget(id);
        ApplyHere(invalidation);
        if (cause is EngineUnavailableException)
            _unsent!.Add(invalidation with { Condition = null });
    }

    private static async ValueTask<WriteResult> SendInvalidationAsync(SharedTier shared, Invalidation invalidation, LogAppend append, CancellationToken cancellationToken) =>
        invalidation.Keys is { } keys
            ? await shared.Store.RemoveAsync(shared.Name, keys, invalidation.Condition ?? WriteCondition.None, append, cancellationToken)
            : new WriteResult(true, await shared.Store.RemoveAllAsync(shared.Name, invalidation.Tag, append, cancellationToken));

    private async Task SendInvalidationsAsync(IReadOnlyList<Invalidation> invalidations, CancellationToken cancellationToken)
    {
        foreach (var invalidation in invalidations)
            await SendInvalidationAsync(_shared!, invalidation, Prepare(invalidation), cancellationToken);
    }

    /// <summary>Asks the engine, and while it does not answer, the same again: every write is told by its append's id.</summary>
    private async ValueTask<T> SendAsync<T>(Func<CancellationToken, ValueTask<T>> send, CancellationToken cancellationToken)
    {
        var time = _clock.Time;
        var startedAt = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await send(cancellationToken);
            }
            catch (EngineUnavailableException) when (time.GetElapsedTime(startedAt) < s_patience)
            {
                await Task.Delay(s_pauseBetweenAttempts, time, cancellationToken);
            }
        }
    }

    /// <summary>A write that nobody waits for: what fails is in the log, and what an engine did not get is sent again.</summary>
    private async Task ReportAsync(Func<ValueTask<bool>> write)
    {
        try
        {
            await write();
        }
#pragma warning disable CA1031 // The transaction has committed; there is nobody to throw to.
        catch (Exception e)
#pragma warning restore CA1031
        {
            CacheLog.LateAfterCommit(_logger, Name, e);
        }
    }

    private LogAppend Prepare(Invalidation invalidation) => invalidation switch
    {
        { Keys: { } keys } => Prepare(CacheAnnouncementKind.Remove, keys),
        { Tag: { } tag } => Prepare(CacheAnnouncementKind.RemoveTag, [], new ValueWrite(default, null, [tag])),
        _ => Prepare(CacheAnnouncementKind.RemoveAll, []),
    };
}
