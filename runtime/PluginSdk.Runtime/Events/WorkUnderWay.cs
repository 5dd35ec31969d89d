namespace PluginSdk.Runtime;

/// <summary>Counts what is under way, so that stopping can wait for it.</summary>
internal sealed class WorkUnderWay
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private bool _closed;

    /// <summary>Counts one more until the returned part is disposed; null when closed.</summary>
    public IDisposable? TryEnter()
    {
        lock (_gate)
        {
            if (_closed)
                return null;
            _count++;
            return new Part(this);
        }
    }

    /// <summary>Lets nothing in any more.</summary>
    /// <returns>Completes when nothing is under way.</returns>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closed = true;
            if (_count == 0)
                _drained.TrySetResult();
            return _drained.Task;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_count == 0 && _closed)
                _drained.TrySetResult();
        }
    }

    private sealed class Part(WorkUnderWay owner) : IDisposable
    {
        private bool _left;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _left, true))
                owner.Leave();
        }
    }
}
