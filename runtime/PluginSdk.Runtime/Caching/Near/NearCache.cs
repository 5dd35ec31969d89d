using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// The entries of one node. Reads take no lock; whatever stores or removes takes one, so that a value whose load was
/// overtaken by an invalidation is not there for a moment either. Eviction is SIEVE (NSDI '24): a hit only sets a flag,
/// and a hand that goes from old to new evicts the first entry that was not hit since it last came by. Room is made before
/// an entry comes, so the limits are never exceeded.
/// </summary>
internal sealed class NearCache<TKey, TValue>(int maxEntries, long maxBytes, CacheCounters counters)
    where TKey : notnull
{
    private readonly NearTable<TKey, TValue> _entries = new();
    private readonly Dictionary<TKey, KeyFlight> _flights = [];
    private readonly Lock _gate = new();
    private NearEntry<TKey, TValue>? _newest;
    private NearEntry<TKey, TValue>? _oldest;
    private NearEntry<TKey, TValue>? _hand;
    private long _version;
    private long _changes;
    private int _count;
    private long _bytes;

    public int Count => Volatile.Read(ref _count);

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>The entries as of now, expired ones included.</summary>
    public IEnumerable<NearEntry<TKey, TValue>> Entries => _entries.Snapshot();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out NearEntry<TKey, TValue> entry) => _entries.TryGet(key, out entry);

    /// <summary>Starts something that may end in <see cref="TryStore"/>, and must end in <see cref="End"/>.</summary>
    public NearTicket Begin(TKey key)
    {
        lock (_gate)
        {
            if (!_flights.TryGetValue(key, out var flight))
                _flights.Add(key, flight = new KeyFlight());
            flight.Count++;
            return new NearTicket(flight, flight.Version, _version);
        }
    }

    /// <summary>Whether the key has not been invalidated since the ticket was taken.</summary>
    public bool IsCurrent(in NearTicket ticket) =>
        Volatile.Read(ref ticket.Flight.Version) == ticket.KeyVersion && Volatile.Read(ref _version) == ticket.CacheVersion;

    public void End(TKey key, in NearTicket ticket)
    {
        lock (_gate)
        {
            if (--ticket.Flight.Count == 0)
                _flights.Remove(key);
        }
    }

    /// <summary>Starts reads of many keys that may end in <see cref="StoreAll"/>: they remember all invalidations together.</summary>
    public long BeginMany() => Volatile.Read(ref _changes);

    /// <summary>Stores entries unless any key was invalidated since <paramref name="changes"/>; then they are just read again.</summary>
    public bool StoreAll(List<NearEntry<TKey, TValue>> entries, long changes)
    {
        lock (_gate)
        {
            if (_changes != changes)
                return false;
            foreach (var entry in entries)
                Store(entry);
            return true;
        }
    }

    /// <summary>Stores an entry unless its key was invalidated since <paramref name="ticket"/>.</summary>
    public bool TryStore(NearEntry<TKey, TValue> entry, in NearTicket ticket)
    {
        lock (_gate)
        {
            if (!IsCurrent(ticket))
                return false;
            Store(entry);
            return true;
        }
    }

    /// <summary>Invalidates a key and stores an entry in its place, for a put that is applied in the log's order.</summary>
    public void Replace(NearEntry<TKey, TValue> entry)
    {
        lock (_gate)
        {
            Invalidate(entry.Key);
            Store(entry);
        }
    }

    /// <summary>
    /// Invalidates the entry's key, and stores the entry if nobody else has invalidated the key since
    /// <paramref name="ticket"/>, for a put that the engine has done.
    /// </summary>
    public void TryReplace(NearEntry<TKey, TValue> entry, in NearTicket ticket)
    {
        lock (_gate)
        {
            var isCurrent = IsCurrent(ticket);
            Invalidate(entry.Key);
            if (isCurrent)
                Store(entry);
        }
    }

    /// <summary>Changes a key if <paramref name="condition"/> holds for its entry, or for null: for caches that are this node's own.</summary>
    /// <param name="key">The key.</param>
    /// <param name="condition">What must be so.</param>
    /// <param name="entry">What comes in its place; null removes.</param>
    public bool ChangeIf(TKey key, Func<NearEntry<TKey, TValue>?, bool> condition, NearEntry<TKey, TValue>? entry)
    {
        lock (_gate)
        {
            if (!condition(_entries.TryGet(key, out var current) ? current : null))
                return false;
            Invalidate(key);
            if (entry is not null)
                Store(entry);
            return true;
        }
    }

    /// <summary>Invalidates a key.</summary>
    public void Remove(TKey key)
    {
        lock (_gate)
            Invalidate(key);
    }

    /// <summary>Removes exactly this entry, which has expired.</summary>
    public void RemoveExpired(NearEntry<TKey, TValue> entry)
    {
        lock (_gate)
        {
            if (!_entries.TryGet(entry.Key, out var current) || !ReferenceEquals(current, entry))
                return;
            _entries.Remove(entry.Key, out _);
            Forget(entry);
            counters.Expiration();
        }
    }

    /// <summary>Invalidates every key.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            Volatile.Write(ref _version, _version + 1);
            Volatile.Write(ref _changes, _changes + 1);
            _entries.Clear();
            _newest = _oldest = _hand = null;
            _count = 0;
            _bytes = 0;
        }
    }

    /// <summary>Invalidates the keys whose values have a tag, and what is being loaded, which may turn out to have it.</summary>
    public void RemoveTag(string tag)
    {
        lock (_gate)
        {
            Volatile.Write(ref _version, _version + 1);
            Volatile.Write(ref _changes, _changes + 1);
            for (var entry = _newest; entry is not null; entry = entry.Older)
            {
                if (entry.Tags.Contains(tag, StringComparer.Ordinal))
                    Invalidate(entry.Key);
            }
        }
    }

    private void Invalidate(TKey key)
    {
        Volatile.Write(ref _changes, _changes + 1);
        if (_flights.TryGetValue(key, out var flight))
            Volatile.Write(ref flight.Version, flight.Version + 1);
        if (_entries.Remove(key, out var entry))
            Forget(entry);
    }

    private void Store(NearEntry<TKey, TValue> entry)
    {
        if (maxBytes > 0 && entry.Size > maxBytes)
        {
            if (_entries.Remove(entry.Key, out var outgrown))
                Forget(outgrown);
            return;
        }

        if (_entries.TryGet(entry.Key, out var previous))
            Forget(previous);
        MakeRoom(entry.Size);
        _entries.Set(entry);
        _count++;
        _bytes += entry.Size;
        entry.Older = _newest;
        if (_newest is not null)
            _newest.Newer = entry;
        _newest = entry;
        _oldest ??= entry;
    }

    private void MakeRoom(long size)
    {
        while (_count >= maxEntries || (maxBytes > 0 && _bytes + size > maxBytes))
        {
            var candidate = _hand ?? _oldest!;
            while (candidate.Visited)
            {
                candidate.Visited = false;
                candidate = candidate.Newer ?? _oldest!;
            }

            _hand = candidate;
            _entries.Remove(candidate.Key, out _);
            Forget(candidate);
            counters.Eviction();
        }
    }

    private void Forget(NearEntry<TKey, TValue> entry)
    {
        _count--;
        _bytes -= entry.Size;
        if (_hand == entry)
            _hand = entry.Newer;
        if (entry.Newer is not null)
            entry.Newer.Older = entry.Older;
        else
            _newest = entry.Older;
        if (entry.Older is not null)
            entry.Older.Newer = entry.Newer;
        else
            _oldest = entry.Newer;
    }
}
