using Microsoft.Extensions.Logging;

namespace PluginSdk.Runtime;

internal static partial class JobLog
{
    [LoggerMessage(201, LogLevel.Error, "A run of job {Job} of plugin {Plugin} failed ({Slot}).")]
    public static partial void RunFailed(ILogger logger, string plugin, string job, string slot, Exception exception);

    [LoggerMessage(202, LogLevel.Warning, "Job {Job} of plugin {Plugin}: the engine does not answer. No instant is taken until it does; then the job's misfire policy decides.")]
    public static partial void EngineSilent(ILogger logger, string plugin, string job, Exception exception);

    [LoggerMessage(203, LogLevel.Error, "Job {Job} of plugin {Plugin}: looking after the schedule failed; it is tried again.")]
    public static partial void StepFailed(ILogger logger, string plugin, string job, Exception exception);

    [LoggerMessage(204, LogLevel.Warning, "A run of job {Job} of plugin {Plugin} lost its claim ({Slot}): {Reason}. Its token is cancelled, and its completion does not count once another node has the claim.")]
    public static partial void RunLost(ILogger logger, string plugin, string job, string slot, string reason);

    [LoggerMessage(205, LogLevel.Warning, "A run of job {Job} of plugin {Plugin} ended, but that could not be told to the engine before the plugin stopped ({Slot}).")]
    public static partial void CompletionUntold(ILogger logger, string plugin, string job, string slot);
}
