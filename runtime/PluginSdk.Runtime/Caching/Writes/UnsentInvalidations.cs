using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// Invalidations that the engine may not have got: they are sent again until it answers, so that the nodes converge even
/// though the caller was told that it failed. More than <see cref="MostKeys"/> become one invalidation of every key, so
/// that an engine which is away for long costs loads in the end, but no memory.
/// </summary>
internal sealed class UnsentInvalidations(Func<IReadOnlyList<Invalidation>, CancellationToken, Task> send, TimeProvider time, CancellationToken stopping)
{
    /// <summary>How many keys and tags wait one by one.</summary>
    internal const int MostKeys = 10_000;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly List<Invalidation> _waiting = [];
    private bool _isSending;
    private Task _sending = Task.CompletedTask;

    public void Add(Invalidation invalidation)
    {
        lock (_gate)
        {
            Join(_waiting, [invalidation]);
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
            Join(taken, _waiting);
            _waiting.Clear();
        }
    }

    private static void Join(List<Invalidation> list, IReadOnlyCollection<Invalidation> added)
    {
        if (list is [{ IsOfAll: true }])
            return;
        list.AddRange(added);
        if (!list.Exists(static one => one.IsOfAll) && list.Sum(static one => one.Keys?.Count ?? 1) <= MostKeys)
            return;
        list.Clear();
        list.Add(Invalidation.All);
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
