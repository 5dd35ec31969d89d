namespace PluginSdk;

/// <summary>
/// What happens to a scheduled instant that no node could run in time: not before the host's membership timeout (10 seconds
/// unless it says otherwise) had passed, or the next instant had come. An instant that comes while the job still runs is not
/// missed; it is left out.
/// </summary>
public enum Misfire
{
    /// <summary>It is left out; the next instant runs as scheduled.</summary>
    Skip,

    /// <summary>The latest missed instant runs once, as soon as a node can.</summary>
    RunOnce,
}
