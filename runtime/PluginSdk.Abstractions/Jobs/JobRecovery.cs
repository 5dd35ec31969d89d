namespace PluginSdk;

/// <summary>What happens to a run whose node died before it was done.</summary>
public enum JobRecovery
{
    /// <summary>Nothing: at most once for each instant.</summary>
    NextSlot,

    /// <summary>Another node runs the same instant again, with a higher fencing token: at least once for each instant.</summary>
    RunAgain,
}
