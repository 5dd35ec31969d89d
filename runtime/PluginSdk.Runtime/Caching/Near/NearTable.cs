using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// The entries of a near cache by key: open addressing with linear probing, at most half full. Readers take no lock and
/// follow one reference less than in a <c>ConcurrentDictionary</c>; writers hold the near cache's gate. A slot never becomes empty
/// again, so a reader on its way finds whatever stays; removed entries leave a mark that the next entry may take, and
/// the last marks go when the table is built anew. A reader that is on its way then reads the table as it was.
/// </summary>
internal sealed class NearTable<TKey, TValue>
    where TKey : notnull
{
    private const int SmallestSize = 16;

    private readonly EqualityComparer<TKey> _comparer = EqualityComparer<TKey>.Default;

    /// <summary>Stands where an entry was removed. Its hash is none that an entry has.</summary>
    private readonly NearEntry<TKey, TValue> _mark = NearEntry<TKey, TValue>.CreateMark();

    private NearEntry<TKey, TValue>?[] _slots = new NearEntry<TKey, TValue>?[SmallestSize];
    private int _used;

    public int Count { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out NearEntry<TKey, TValue> entry)
    {
        var slots = Volatile.Read(ref _slots);
        var hash = HashOf(key);
        for (var at = hash; ; at++)
        {
            // The size is a power of two, and there is always an empty slot.
            entry = slots[at & (slots.Length - 1)];
            if (entry is null)
                return false;
            if (entry.Hash == hash && AreEqual(entry.Key, key))
                return true;
        }
    }

    /// <summary>Adds an entry, or puts it in the place of the one with its key, which is returned.</summary>
    public NearEntry<TKey, TValue>? Set(NearEntry<TKey, TValue> entry)
    {
        entry.Hash = HashOf(entry.Key);
        ref var slot = ref Find(entry.Key, entry.Hash);
        var previous = slot;
        if (previous is null || ReferenceEquals(previous, _mark))
        {
            Count++;
            if (previous is null && ++_used > _slots.Length / 2)
            {
                Rebuild(entry);
                return null;
            }

            previous = null;
        }

        Volatile.Write(ref slot, entry);
        return previous;
    }

    public bool Remove(TKey key, [MaybeNullWhen(false)] out NearEntry<TKey, TValue> entry)
    {
        ref var slot = ref Find(key, HashOf(key));
        entry = slot;
        if (entry is null || ReferenceEquals(entry, _mark))
        {
            entry = null;
            return false;
        }

        Count--;
        Volatile.Write(ref slot, _mark);
        return true;
    }

    public void Clear()
    {
        Volatile.Write(ref _slots, new NearEntry<TKey, TValue>?[SmallestSize]);
        Count = _used = 0;
    }

    /// <summary>The entries that were there at some time during the enumeration.</summary>
    public IEnumerable<NearEntry<TKey, TValue>> Snapshot()
    {
        foreach (var entry in Volatile.Read(ref _slots))
        {
            if (entry is not null && !ReferenceEquals(entry, _mark))
                yield return entry;
        }
    }

    /// <summary>An entry's hash: never negative, which is for marks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int HashOf(TKey key) => KeyHash.Of(key) & int.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool AreEqual(TKey left, TKey right)
    {
        if (typeof(TKey).IsValueType)
            return EqualityComparer<TKey>.Default.Equals(left, right);
        // Without asking the shared code of all reference types which one this is.
        return right is string text ? text == Unsafe.As<TKey, string>(ref left) : _comparer.Equals(left, right);
    }

    /// <summary>The slot of the entry with this key; otherwise the first that it can take.</summary>
    private ref NearEntry<TKey, TValue>? Find(TKey key, int hash)
    {
        var slots = _slots;
        ref var free = ref Unsafe.NullRef<NearEntry<TKey, TValue>?>();
        for (var at = hash; ; at++)
        {
            ref var slot = ref slots[at & (slots.Length - 1)];
            if (slot is null)
                return ref Unsafe.IsNullRef(ref free) ? ref slot : ref free;
            if (slot.Hash == hash && AreEqual(slot.Key, key))
                return ref slot;
            if (ReferenceEquals(slot, _mark) && Unsafe.IsNullRef(ref free))
                free = ref slot;
        }
    }

    /// <summary>Leaves the marks behind, with room for as many entries again.</summary>
    private void Rebuild(NearEntry<TKey, TValue> added)
    {
        var size = SmallestSize;
        while (size < Count * 4)
            size *= 2;
        var slots = new NearEntry<TKey, TValue>?[size];
        foreach (var entry in Snapshot().Append(added))
        {
            var at = entry.Hash;
            while (slots[at & (size - 1)] is not null)
                at++;
            slots[at & (size - 1)] = entry;
        }

        _used = Count;
        Volatile.Write(ref _slots, slots);
    }
}
