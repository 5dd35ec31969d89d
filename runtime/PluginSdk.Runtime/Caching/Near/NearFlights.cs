namespace PluginSdk.Runtime.Caching;

/// <summary>Operations on several keys that are under way together.</summary>
internal sealed class NearFlights<TKey, TValue>
    where TKey : notnull
{
    private readonly NearCache<TKey, TValue> _near;

    public NearFlights(NearCache<TKey, TValue> near, CacheClock clock, IReadOnlyList<TKey> keys)
    {
        _near = near;
        Keys = keys;
        StartedAt = clock.Now;
        Tickets = new NearTicket[keys.Count];
        for (var i = 0; i < Tickets.Length; i++)
            Tickets[i] = near.Begin(keys[i]);
    }

    public IReadOnlyList<TKey> Keys { get; }

    public NearTicket[] Tickets { get; }

    public long StartedAt { get; }

    public void End()
    {
        for (var i = 0; i < Tickets.Length; i++)
            _near.End(Keys[i], Tickets[i]);
    }
}
