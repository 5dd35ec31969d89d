namespace PluginSdk;

/// <summary>How a lock behaves.</summary>
public sealed record LockSettings
{
    /// <summary>The defaults.</summary>
    public static LockSettings Default { get; } = new();

    /// <summary>
    /// How long the lease lasts without renewal, between 100 milliseconds and 5 minutes; it is renewed while the holder runs.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Why the lock is taken, for people who look at who holds it.</summary>
    public string? Purpose { get; init; }

    /// <summary>Whether all plugins that use this name mean one lock; by default a name belongs to its plugin.</summary>
    public bool Global { get; init; }
}
