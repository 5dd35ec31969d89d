namespace PluginSdk.Hosting;

/// <summary>Counts calls into a plugin, so that its stop can wait for those under way and let no new ones in.</summary>
internal sealed class CallCounter
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private bool _isClosed;

    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_isClosed)
                return false;
            _underWay++;
            return true;
        }
    }

    public void Exit()
    {
        lock (_gate)
        {
            if (--_underWay == 0 && _isClosed)
                _empty.TrySetResult();
        }
    }

    /// <summary>Lets nobody in any more, and waits for those who are.</summary>
    public async Task CloseAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            if (_underWay == 0)
                _empty.TrySetResult();
        }
        await _empty.Task;
    }
}
