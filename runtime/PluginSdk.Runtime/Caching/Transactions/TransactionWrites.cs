using System.Transactions;

namespace PluginSdk.Runtime.Caching;

/// <summary>The writes that one transaction holds in one cache.</summary>
internal sealed class TransactionWrites(Action ended) : IEnlistmentNotification
{
    private readonly Lock _gate = new();
    private readonly List<HeldWrite> _writes = [];

    public void Add(HeldWrite write)
    {
        lock (_gate)
            _writes.Add(write);
    }

    public bool Concern(ReadOnlyMemory<byte> key)
    {
        lock (_gate)
            return _writes.Exists(write => write.Concerned.Keys is not { } keys || keys.Any(other => other.Span.SequenceEqual(key.Span)));
    }

    public void Prepare(PreparingEnlistment preparingEnlistment) => preparingEnlistment.Prepared();

    public void Commit(Enlistment enlistment)
    {
        Apply();
        enlistment.Done();
    }

    public void Rollback(Enlistment enlistment)
    {
        ended();
        enlistment.Done();
    }

    /// <summary>It may have committed, and invalidating what did not change costs only a load.</summary>
    public void InDoubt(Enlistment enlistment)
    {
        Apply();
        enlistment.Done();
    }

    // What this node reads after the commit is new at once; the others are told without holding up the committing thread,
    // which may be the one that the engine's answer needs.
    private void Apply()
    {
        HeldWrite[] writes;
        lock (_gate)
            writes = [.. _writes];
        foreach (var write in writes)
            write.ApplyHere();
        ended();
        _ = SendAsync(writes);
    }

    private static async Task SendAsync(HeldWrite[] writes)
    {
        await CallerContext.Leave();
        foreach (var write in writes)
            await write.SendAsync();
    }
}
