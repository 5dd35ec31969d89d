using System.Runtime.CompilerServices;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// Monotonic milliseconds for the hit path. On the system's clock it is the kernel's own tick count, read anew on each
/// call: about a quarter of the cost of a <see cref="TimeProvider"/> timestamp, and as right after the process was stopped
/// and resumed. A clock that the process itself moves would not be.
/// </summary>
internal sealed class CacheClock(TimeProvider time)
{
    private readonly bool _isSystem = ReferenceEquals(time, TimeProvider.System);
    private readonly long _ticksPerMillisecond = Math.Max(1, time.TimestampFrequency / 1000);

    public TimeProvider Time => time;

    /// <summary>Now.</summary>
    public long Now
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _isSystem ? KernelClock.Milliseconds : VirtualNow();
    }

    /// <summary>By how much two readings may differ from the time that passed; Windows ticks every 15.6 ms.</summary>
    public long Slack => _isSystem ? 20 : 0;

    /// <summary>A life that starts now, in full milliseconds; null: for ever.</summary>
    public long After(TimeSpan? life) =>
        life is not { } span || span.TotalMilliseconds >= long.MaxValue / 2 ? long.MaxValue : Now + (long)span.TotalMilliseconds;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long VirtualNow() => time.GetTimestamp() / _ticksPerMillisecond;
}
