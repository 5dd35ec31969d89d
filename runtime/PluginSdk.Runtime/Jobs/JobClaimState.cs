namespace PluginSdk.Runtime;

/// <summary>What is known of the last run of a per-cluster job. The numbers are in the cluster's records: never renumber.</summary>
internal enum JobClaimState
{
    /// <summary>It never ran.</summary>
    None = 0,

    /// <summary>It runs, or its node died.</summary>
    Running = 1,

    /// <summary>It ended.</summary>
    Completed = 2,

    /// <summary>It threw.</summary>
    Failed = 3,

    /// <summary>Its node died, and nobody ran the instant again.</summary>
    Abandoned = 4,
}
