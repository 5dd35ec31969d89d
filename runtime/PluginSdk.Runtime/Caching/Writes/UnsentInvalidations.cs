using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// Invalidations that the engine may not have got: they are sent again until it answers, so that the nodes converge even
/// though the caller was told that it failed. More than <see cref="MostWaiting"/> become one invalidation of every key, so
/// that an engine which is away for long costs loads in the end, but no memory.
/// </summary>
internal sealed class UnsentInvalidations(Func<IReadOnlyList<Invalidation>, CancellationToken, Task> send, Action<Exception> failed, TimeProvider time, CancellationToken stopping)
{
    /// <summary>How many different keys and tags wait one by one.</summary>
    internal const int MostWaiting = 10_000;

    /// <summary>How many keys one step of the engine removes.</summary>
    private const int KeysPerStep = 500;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_pauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private HashSet<ReadOnlyMemory<byte>> _keys = new(BytesComparer.Instance);
    private HashSet<string> _tags = new(StringComparer.Ordinal);
    private bool _all;
    private bool _isSending;
    private Task _sending = Task.CompletedTask;

    public void Add(Invalidation invalidation)
    {
        lock (_gate)
        {
            Join(invalidation);
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
        var pause = s_pause;
        while (true)
        {
            var taken = new List<Invalidation>();
            try
            {
                await Task.Delay(pause, time, stopping);
                taken = Take();
                await send(taken, stopping);
                pause = s_pause;
                if (IsDone())
                    return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it was, invalidations that nobody sends leave stale values for ever.
            catch (Exception e)
#pragma warning restore CA1031
            {
                // All of what was taken is sent again: an invalidation too many costs a load.
                PutBack(taken);
                pause = s_pause;
                if (e is EngineUnavailableException)
                    continue;
                failed(e);
                pause = s_pauseAfterFailure;
            }
        }
    }

    private List<Invalidation> Take()
    {
        lock (_gate)
        {
            List<Invalidation> taken = _all
                ? [Invalidation.All]
                : [.. _keys.Chunk(KeysPerStep).Select(static keys => new Invalidation(keys, null)), .. _tags.Select(Invalidation.OfTag)];
            Clear();
            return taken;
        }
    }

    private void PutBack(List<Invalidation> taken)
    {
        lock (_gate)
        {
            foreach (var invalidation in taken)
                Join(invalidation);
        }
    }

    private void Join(Invalidation invalidation)
    {
        if (_all)
            return;
        foreach (var key in invalidation.Keys ?? [])
            _keys.Add(key);
        if (invalidation.Tag is { } tag)
            _tags.Add(tag);
        if (!invalidation.IsOfAll && _keys.Count + _tags.Count <= MostWaiting)
            return;
        Clear();
        _all = true;
    }

    private void Clear()
    {
        _keys = new(BytesComparer.Instance);
        _tags = new(StringComparer.Ordinal);
        _all = false;
    }

    private bool IsDone()
    {
        lock (_gate)
        {
            _isSending = _all || _keys.Count + _tags.Count > 0;
            return !_isSending;
        }
    }
}
