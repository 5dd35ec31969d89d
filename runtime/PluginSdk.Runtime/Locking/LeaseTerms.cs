namespace PluginSdk.Runtime;

/// <summary>
/// What follows from the duration of a lease. The holder stops believing in it before the engine can grant it to
/// another: its own span starts when the renewal is <em>sent</em> and is shorter than the engine's by a margin.
/// </summary>
internal static class LeaseTerms
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>A dead holder's lock is free, and an engine that came up empty grants again, within this at the latest.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The settings of a lock, with a lease that can be kept.</summary>
    public static LockSettings Validate(string name, LockSettings? settings)
    {
        settings ??= LockSettings.Default;
        if (settings.Lease < Shortest || settings.Lease > Longest)
            throw new ArgumentOutOfRangeException(nameof(settings), settings.Lease, $"The lease of the cluster lock '{name}' must be between {Shortest} and {Longest}. It is renewed while its holder runs, so it need not be as long as the work.");
        return settings;
    }

    /// <summary>
    /// A twentieth for clocks that run at different rates, and enough for a timer that fires late even if the lease is short.
    /// </summary>
    public static TimeSpan Margin(TimeSpan duration)
    {
        var least = TimeSpan.FromMilliseconds(20);
        return duration / 20 > least ? duration / 20 : least;
    }

    /// <summary>Renewed at a third, so that two renewals may get lost.</summary>
    public static TimeSpan RenewAfter(TimeSpan duration) => duration / 3;

    /// <summary>After a renewal that failed or is not answered.</summary>
    public static TimeSpan RetryAfter(TimeSpan duration) => duration / 12;
}
