using System.Transactions;

namespace PluginSdk.Runtime;

/// <summary>
/// Holds events back while the transaction they were published in is open. The transaction's own word that it has ended
/// decides, not an enlistment: an enlistment is asked before the decision, and would make the database's part in it harder.
/// An outbox takes this class's place: it writes the events within the transaction instead of keeping them in memory.
/// </summary>
/// <param name="committed">Sends the events of a transaction, in order.</param>
/// <param name="dropped">Is told what will not be sent, and why.</param>
internal sealed class EventTransactions(Action<IReadOnlyList<PendingEvent>> committed, Action<IReadOnlyList<PendingEvent>, TransactionStatus> dropped)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Transaction, List<PendingEvent>> _held = [];

    /// <summary>Holds an event back if there is an ambient transaction.</summary>
    public bool TryHold(PendingEvent pending)
    {
        if (Transaction.Current is not { } transaction)
            return false;
        lock (_gate)
        {
            if (_held.TryGetValue(transaction, out var events))
            {
                events.Add(pending);
                return true;
            }

            _held.Add(transaction, [pending]);
        }

        // Outside of the lock: it is called at once for a transaction that has ended already.
        transaction.TransactionCompleted += OnCompleted;
        return true;
    }

    private void OnCompleted(object? sender, TransactionEventArgs e)
    {
        List<PendingEvent>? events;
        lock (_gate)
            _held.Remove(e.Transaction!, out events);
        if (events is null)
            return;
        var status = e.Transaction!.TransactionInformation.Status;
        if (status == TransactionStatus.Committed)
            committed(events);
        else
            dropped(events, status);
    }
}
