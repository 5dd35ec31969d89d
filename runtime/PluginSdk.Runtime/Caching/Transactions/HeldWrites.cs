using System.Collections.Concurrent;
using System.Transactions;

namespace PluginSdk.Runtime.Caching;

/// <summary>The writes of one cache that wait for the commit of their ambient transactions.</summary>
internal sealed class HeldWrites
{
    private readonly FeedTrust _trust;
    private readonly AfterCommit<HeldWrite> _writes;
    private readonly ConcurrentDictionary<Task, bool> _sending = [];
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
        try
        {
            return _writes.TryHold(write);
        }
        catch
        {
            // The transaction is over and disposed of.
            Release([write]);
            throw;
        }
    }

    /// <summary>Waits until what was committed has been sent, or given up.</summary>
    public async Task StopAsync() => await Task.WhenAll(_sending.Keys);

    // What this node reads after the commit is new at once: its questions go to the engine behind its writes. Nothing holds up
    // the committing thread, which may be the one that the engine's answer needs.
    private void OnCommitted(IReadOnlyList<HeldWrite> writes)
    {
        foreach (var write in writes)
            write.ApplyHere();
        var sending = SendAsync(writes);
        _sending.TryAdd(sending, true);
        _ = ForgetAsync(sending);
        Release(writes);
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

    /// <summary>All at once, unless one may concern what an earlier one put: a repeated send must not come after it then.</summary>
    private static async Task SendAsync(IReadOnlyList<HeldWrite> writes)
    {
        await CallerContext.Leave();
        if (writes.All(static write => write.Concerned.Keys is not null))
        {
            await Task.WhenAll(LastOfEachKey(writes).Select(static write => write.SendAsync()));
            return;
        }

        foreach (var write in writes)
            await write.SendAsync();
    }

    private static List<HeldWrite> LastOfEachKey(IReadOnlyList<HeldWrite> writes)
    {
        var later = new HashSet<ReadOnlyMemory<byte>>(BytesComparer.Instance);
        var last = new List<HeldWrite>();
        foreach (var write in writes.Reverse())
        {
            var isLast = false;
            foreach (var key in write.Concerned.Keys!)
                isLast |= later.Add(key);
            if (isLast)
                last.Add(write);
        }

        last.Reverse();
        return last;
    }

    private async Task ForgetAsync(Task sending)
    {
        await sending;
        _sending.TryRemove(sending, out _);
    }
}
