namespace PluginSdk;

/// <summary>What happens to a scheduled instant that no node could run in time.</summary>
public enum Misfire
{
    /// <summary>It is left out; the next instant runs as scheduled.</summary>
    Skip,

    /// <summary>The latest missed instant runs once, as soon as a node can.</summary>
    RunOnce,
}
