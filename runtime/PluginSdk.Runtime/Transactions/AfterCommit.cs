using System.Transactions;

namespace PluginSdk.Runtime;

/// <summary>
/// Holds something back while the transaction it was said in is open. The transaction's own word that it has ended
/// decides, not an enlistment: an enlistment is asked before the decision, and would make the database's part in it harder.
/// An outbox takes this class's place: it writes within the transaction instead of keeping in memory.
/// </summary>
/// <param name="committed">Does what a transaction held, in order.</param>
/// <param name="dropped">Is told what will not be done, and why.</param>
internal sealed class AfterCommit<T>(Action<IReadOnlyList<T>> committed, Action<IReadOnlyList<T>, TransactionStatus> dropped)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Transaction, List<T>> _held = [];

    /// <summary>Holds an item back if there is an ambient transaction.</summary>
    public bool TryHold(T item)
    {
        if (Transaction.Current is not { } transaction)
            return false;
        lock (_gate)
        {
            if (_held.TryGetValue(transaction, out var items))
            {
                items.Add(item);
                return true;
            }

            _held.Add(transaction, [item]);
        }

        // Outside of the lock: it is called at once for a transaction that has ended already.
        try
        {
            transaction.TransactionCompleted += OnCompleted;
        }
        catch
        {
            lock (_gate)
                _held.Remove(transaction);
            throw;
        }

        return true;
    }

    /// <summary>What the ambient transaction holds back.</summary>
    public IReadOnlyList<T> HeldByCaller()
    {
        if (Transaction.Current is not { } transaction)
            return [];
        lock (_gate)
            return _held.TryGetValue(transaction, out var items) ? [.. items] : [];
    }

    private void OnCompleted(object? sender, TransactionEventArgs e)
    {
        List<T>? items;
        lock (_gate)
            _held.Remove(e.Transaction!, out items);
        if (items is null)
            return;
        var status = e.Transaction!.TransactionInformation.Status;
        if (status == TransactionStatus.Committed)
            committed(items);
        else
            dropped(items, status);
    }
}
