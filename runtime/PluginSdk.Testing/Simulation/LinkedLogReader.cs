using PluginSdk.Runtime.Engine;

namespace PluginSdk.Testing.Simulation;

/// <summary>A reader of the log behind a link: while the link is cut nothing arrives and nothing is confirmed; afterwards it goes on where it was.</summary>
internal sealed class LinkedLogReader : ILogReader
{
    private readonly ILogReader _reader;
    private readonly SimulatedLink _link;
    private Task<LogRead>? _underWay;
    private long _confirmedAt;

    public LinkedLogReader(ILogReader reader, SimulatedLink link)
    {
        _reader = reader;
        _link = link;
        link.Add(this);
    }

    public long ConfirmedAt
    {
        get
        {
            if (!_link.IsCut)
                Freeze();
            return _confirmedAt;
        }
    }

    public LogPosition Position => _reader.Position;

    public void Freeze() => _confirmedAt = _reader.ConfirmedAt;

    public async ValueTask<LogRead> ReadAsync(CancellationToken cancellationToken)
    {
        _underWay ??= _link.SubscribeAsync(() => _reader.ReadAsync(cancellationToken));
        LogRead read;
        try
        {
            read = await _underWay.WaitAsync(cancellationToken);
            while (_link.IsCut)
                await _link.WhenHealedAsync(cancellationToken);
        }
        catch when (_underWay.IsFaulted || _underWay.IsCanceled)
        {
            _underWay = null;
            throw;
        }
        _underWay = null;
        return read;
    }

    public ValueTask DisposeAsync()
    {
        _link.Remove(this);
        return _reader.DisposeAsync();
    }
}
