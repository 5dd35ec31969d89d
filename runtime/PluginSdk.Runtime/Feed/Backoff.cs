namespace PluginSdk.Runtime;

/// <summary>The growing, jittered pauses between attempts to reach an engine that does not answer.</summary>
internal sealed class Backoff(TimeProvider time, Random random)
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);
    private TimeSpan _pause = s_first;

    public Task PauseAsync(CancellationToken cancellationToken)
    {
        // Half of it is jitter: nodes that lost the engine together do not come back together.
        var pause = _pause * (0.5 + random.NextDouble() / 2);
        _pause = _pause * 2 < s_longest ? _pause * 2 : s_longest;
        return Task.Delay(pause, time, cancellationToken);
    }

    public void Reset() => _pause = s_first;
}
