namespace PluginSdk.Runtime.InMemory;

/// <summary>Waiters by ticket. Few: one per node.</summary>
internal sealed class InMemoryLeaseQueue
{
    private readonly List<(long Ticket, string Waiter)> _waiters = [];

    public string? First => _waiters.Count == 0 ? null : _waiters[0].Waiter;

    public string? Second => _waiters.Count < 2 ? null : _waiters[1].Waiter;

    /// <summary>Moves the waiter to <paramref name="ticket"/>, or out of the queue if that is 0.</summary>
    public void Put(string waiter, long ticket)
    {
        Remove(waiter);
        if (ticket == 0)
            return;
        var index = _waiters.FindIndex(other => other.Ticket > ticket);
        _waiters.Insert(index < 0 ? _waiters.Count : index, (ticket, waiter));
    }

    /// <summary>As <see cref="Put"/>, unless the waiter has an earlier ticket.</summary>
    public void PutEarliest(string waiter, long ticket)
    {
        if (!_waiters.Exists(other => other.Waiter == waiter && other.Ticket <= ticket))
            Put(waiter, ticket);
    }

    public void Remove(string waiter) => _waiters.RemoveAll(other => other.Waiter == waiter);

    public string? Take()
    {
        var first = First;
        if (first is not null)
            _waiters.RemoveAt(0);
        return first;
    }
}
