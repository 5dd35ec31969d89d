using PluginSdk.Runtime.Engine;

namespace PluginSdk.Testing.Simulation;

/// <summary>A reader of the log behind a link: while the link is cut nothing arrives and nothing is confirmed; afterwards it goes on where it was.</summary>
internal sealed class LinkedLogReader : ILogReader
{
    private readonly ILogReader _reader;
    private readonly SimulatedLink _link;
    private Task<(LogRead Read, LogPosition Position)>? _underWay;
    private long _confirmedAt;

    public LinkedLogReader(ILogReader reader, SimulatedLink link)
    {
        _reader = reader;
        _link = link;
        Position = reader.Position;
        link.Add(this);
    }

    /// <summary>The engine's reader may be ahead of this, by what is on its way.</summary>
    public LogPosition Position { get; private set; }

    public long ConfirmedAt
    {
        get
        {
            if (!_link.IsCut)
                Freeze();
            return _confirmedAt;
        }
    }

    public void Freeze() => _confirmedAt = _reader.ConfirmedAt;

    public async ValueTask<LogRead> ReadAsync(CancellationToken cancellationToken)
    {
        _underWay ??= _link.SubscribeAsync(async () =>
        {
            var read = await _reader.ReadAsync(cancellationToken);
            return (read, _reader.Position);
        });
        try
        {
            var (read, position) = await _underWay.WaitAsync(cancellationToken);
            // Held back here rather than lost, as a reader that asks again from its place would find it again.
            if (_link.IsCut)
                await _link.WhenHealedAsync(cancellationToken);
            _underWay = null;
            Position = position;
            return read;
        }
        catch when (_underWay is { IsFaulted: true } or { IsCanceled: true })
        {
            _underWay = null;
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _link.Remove(this);
        return _reader.DisposeAsync();
    }
}
