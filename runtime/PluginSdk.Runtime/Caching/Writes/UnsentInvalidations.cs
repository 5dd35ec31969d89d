using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// Invalidations that the engine may not have got: they are sent again until it answers, so that the nodes converge even
/// though the caller was told that it failed.
/// </summary>
internal sealed class UnsentInvalidations(Func<IReadOnlyList<Invalidation>, CancellationToken, Task> send, TimeProvider time, CancellationToken stopping)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly List<Invalidation> _waiting = [];
    private bool _isSending;
    private Task _sending = Task.CompletedTask;

    public void Add(Invalidation invalidation)
    {
        lock (_gate)
        {
            _waiting.Add(invalidation);
            if (_isSending)
                return;
            _isSending = true;
            _sending = SendAllAsync();
        }
    }

    public Task StopAsync()
    {
        lock (_gate)
            return _sending;
    }

    private async Task SendAllAsync()
    {
        var taken = new List<Invalidation>();
        while (true)
        {
            try
            {
                await Task.Delay(s_pause, time, stopping);
                Take(taken);
                await send(taken, stopping);
                taken.Clear();
                if (IsDone())
                    return;
            }
            catch (EngineUnavailableException)
            {
                // All of what was taken is sent again: an invalidation too many costs a load.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Take(List<Invalidation> taken)
    {
        lock (_gate)
        {
            taken.AddRange(_waiting);
            _waiting.Clear();
        }
    }

    private bool IsDone()
    {
        lock (_gate)
        {
            _isSending = _waiting.Count > 0;
            return !_isSending;
        }
    }
}
