using System.Transactions;

namespace PluginSdk.Runtime.Caching;

/// <summary>The writes of one cache that wait for the commit of their ambient transactions.</summary>
internal sealed class HeldWrites
{
    private readonly FeedTrust _trust;
    private readonly AfterCommit<HeldWrite> _writes;
    private int _count;

    public HeldWrites(FeedTrust trust)
    {
        _trust = trust;
        _writes = new AfterCommit<HeldWrite>(OnCommitted, OnDropped);
    }

    /// <summary>Whether any transaction holds writes; nearly always false, and then nothing else needs to be asked.</summary>
    public bool IsActive => Volatile.Read(ref _count) > 0;

    /// <summary>Whether the ambient transaction holds writes.</summary>
    public bool IsHolding => IsActive && _writes.HeldByCaller().Count > 0;

    /// <summary>Whether the ambient transaction holds a write that concerns <paramref name="key"/>.</summary>
    public bool Concerns(ReadOnlyMemory<byte> key) =>
        _writes.HeldByCaller().Any(write => write.Concerned.Keys is not { } keys || keys.Any(other => other.Span.SequenceEqual(key.Span)));

    /// <summary>Holds a write until the ambient transaction commits.</summary>
    /// <returns>False if there is none.</returns>
    public bool TryHold(HeldWrite write)
    {
        if (Transaction.Current is null)
            return false;
        // Before it is held, because a transaction that has ended already ends it at once.
        Interlocked.Increment(ref _count);
        _trust.Suspend();
        return _writes.TryHold(write);
    }

    // What this node reads after the commit is new at once; the others are told without holding up the committing thread,
    // which may be the one that the engine's answer needs.
    private void OnCommitted(IReadOnlyList<HeldWrite> writes)
    {
        foreach (var write in writes)
            write.ApplyHere();
        Release(writes);
        _ = SendAsync(writes);
    }

    /// <summary>In doubt, it may have committed, and to invalidate what did not change costs only a load.</summary>
    private void OnDropped(IReadOnlyList<HeldWrite> writes, TransactionStatus status)
    {
        if (status == TransactionStatus.InDoubt)
            OnCommitted(writes);
        else
            Release(writes);
    }

    private void Release(IReadOnlyList<HeldWrite> writes)
    {
        foreach (var _ in writes)
            _trust.Resume();
        Interlocked.Add(ref _count, -writes.Count);
    }

    private static async Task SendAsync(IReadOnlyList<HeldWrite> writes)
    {
        await CallerContext.Leave();
        foreach (var write in writes)
            await write.SendAsync();
    }
}
