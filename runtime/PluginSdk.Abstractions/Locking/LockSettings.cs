namespace PluginSdk;

/// <summary>How a lock behaves.</summary>
public sealed record LockSettings
{
    /// <summary>The defaults.</summary>
    public static LockSettings Default { get; } = new();

    /// <summary>How long the lease lasts without renewal; it is renewed while the holder runs.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);
}
