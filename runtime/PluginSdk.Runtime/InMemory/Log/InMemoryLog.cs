using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

/// <summary>
/// The log as a list. Like its Redis twin it turns over once per retention: what was there at the turn before is dropped,
/// so that an entry, and the id that keeps it from being appended twice, stay for one to two retentions.
/// </summary>
internal sealed class InMemoryLog : IClusterLog
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly TimeSpan _retention;
    private readonly List<LogEntry> _entries = [];
    private readonly List<InMemoryLogReader> _parked = [];
    private readonly LogPosition _birth;
    private Dictionary<AppendId, LogPosition> _ids = [];
    private Dictionary<AppendId, LogPosition> _idsBefore = [];
    private LogPosition _tail;
    private long _turnedAt;
    private long _keepFrom = 1;

    public InMemoryLog(TimeProvider time, Random random, TimeSpan retention)
    {
        _time = time;
        _random = random;
        _retention = retention;
        _turnedAt = time.GetTimestamp();
        _tail = _birth = new LogPosition(0, NewStamp());
    }

    public ValueTask<LogPosition> AppendAsync(LogAppend append, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<LogPosition>(cancellationToken)
            : ValueTask.FromResult(Append(append));

    public ValueTask<LogPosition> GetTailAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return ValueTask.FromResult(_tail);
    }

    public ILogReader OpenReader(LogPosition? after)
    {
        lock (_gate)
            return new InMemoryLogReader(this, _time, after ?? _tail);
    }

    /// <summary>Appends within a step of another primitive, which holds its own lock meanwhile. Readers wake up later, never inside.</summary>
    internal LogPosition Append(LogAppend append)
    {
        lock (_gate)
        {
            if (_ids.TryGetValue(append.Id, out var known) || _idsBefore.TryGetValue(append.Id, out known))
                return known;
            TurnOver();
            _tail = new LogPosition(_tail.Sequence + 1, NewStamp());
            // The caller's buffer may be a rented one.
            _entries.Add(new LogEntry(_tail, append.Id, append.Topic, append.Payload.ToArray()));
            _ids.Add(append.Id, _tail);
            foreach (var reader in _parked)
                reader.Wake();
            _parked.Clear();
            return _tail;
        }
    }

    /// <summary>Where an append stands that has happened already; null if it has not, or not within the retention.</summary>
    internal LogPosition? Find(AppendId id)
    {
        lock (_gate)
            return _ids.TryGetValue(id, out var known) || _idsBefore.TryGetValue(id, out known) ? known : null;
    }

    /// <summary>What comes after <paramref name="position"/>, which moves on; null if nothing does, and then the reader is woken by the next append.</summary>
    internal LogRead? ReadOrPark(ref LogPosition position, InMemoryLogReader reader)
    {
        lock (_gate)
        {
            if (!Contains(position))
            {
                position = _tail;
                return new LogRead([], Resync: true);
            }

            if (position.Sequence == _tail.Sequence)
            {
                if (!_parked.Contains(reader))
                    _parked.Add(reader);
                return null;
            }

            var entries = _entries.GetRange(IndexOf(position.Sequence + 1), (int)(_tail.Sequence - position.Sequence));
            position = _tail;
            return new LogRead(entries, Resync: false);
        }
    }

    internal void Unpark(InMemoryLogReader reader)
    {
        lock (_gate)
            _parked.Remove(reader);
    }

    /// <summary>Whether a place is one of this log's, with nothing trimmed after it.</summary>
    private bool Contains(LogPosition position)
    {
        if (position == _tail)
            return true;
        if (position.Sequence == 0)
            return (position == LogPosition.Start || position == _birth) && (_entries.Count == 0 || _entries[0].Position.Sequence == 1);
        var index = IndexOf(position.Sequence);
        return index >= 0 && index < _entries.Count && _entries[index].Position == position;
    }

    private int IndexOf(long sequence) => _entries.Count == 0 ? -1 : (int)(sequence - _entries[0].Position.Sequence);

    private void TurnOver()
    {
        if (_time.GetElapsedTime(_turnedAt) < _retention)
            return;
        _turnedAt = _time.GetTimestamp();
        (_ids, _idsBefore) = (_idsBefore, _ids);
        _ids.Clear();
        if (IndexOf(_keepFrom) is > 0 and var trimmed)
            _entries.RemoveRange(0, trimmed);
        // The newest entry always stays: it is the place of every reader that is up to date.
        _keepFrom = Math.Max(1, _tail.Sequence);
    }

    private long NewStamp() => _random.NextInt64(1, long.MaxValue);
}
