using System.Collections.Concurrent;
using System.Transactions;

namespace PluginSdk.Runtime.Caching;

/// <summary>The writes of one cache that wait for the commit of their ambient transactions.</summary>
internal sealed class HeldWrites(FeedTrust trust)
{
    private readonly ConcurrentDictionary<Transaction, TransactionWrites> _byTransaction = [];

    /// <summary>Whether any transaction holds writes; nearly always false, and then nothing else needs to be asked.</summary>
    public bool IsActive => !_byTransaction.IsEmpty;

    /// <summary>Whether the ambient transaction holds writes.</summary>
    public bool IsHolding => IsActive && Transaction.Current is { } transaction && _byTransaction.ContainsKey(transaction);

    /// <summary>Whether the ambient transaction holds a write that concerns <paramref name="key"/>.</summary>
    public bool Concerns(ReadOnlyMemory<byte> key) =>
        Transaction.Current is { } transaction && _byTransaction.TryGetValue(transaction, out var writes) && writes.Concern(key);

    /// <summary>Holds a write until the ambient transaction commits.</summary>
    /// <returns>False if there is none.</returns>
    public bool TryHold(HeldWrite write)
    {
        if (Transaction.Current is not { } transaction)
            return false;
        if (!_byTransaction.TryGetValue(transaction, out var writes))
        {
            // One transaction is one flow of control, so nobody else adds the same one meanwhile.
            writes = new TransactionWrites(() => End(transaction));
            transaction.EnlistVolatile(writes, EnlistmentOptions.None);
            _byTransaction.TryAdd(transaction, writes);
            trust.Suspend();
        }

        writes.Add(write);
        return true;
    }

    private void End(Transaction transaction)
    {
        if (_byTransaction.TryRemove(transaction, out _))
            trust.Resume();
    }
}
