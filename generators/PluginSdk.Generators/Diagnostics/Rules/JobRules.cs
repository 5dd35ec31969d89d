using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Diagnostics;

/// <summary>PSDK02x: jobs.</summary>
internal static class JobRules
{
    private const string Category = "PluginSdk.Jobs";

    public static readonly DiagnosticDescriptor NoSchedule = Rule.Error(
        "PSDK020", Category, "A job needs one schedule",
        "The job '{0}' has {1}. Give either Cron = \"0 3 * * *\" or Every = \"30s\".");

    public static readonly DiagnosticDescriptor Cron = Rule.Error(
        "PSDK021", Category, "A cron expression does not parse",
        "'{0}' is no cron expression: {1}. Write five fields (minute hour day-of-month month day-of-week) or six with seconds first.");

    public static readonly DiagnosticDescriptor Interval = Rule.Error(
        "PSDK022", Category, "A duration of a job does not parse",
        "'{0}' is no duration for {1}. Write {2}.");

    public static readonly DiagnosticDescriptor TimeZone = Rule.Error(
        "PSDK023", Category, "A time zone is not usable",
        "The time zone '{0}' {1}. Write an IANA name such as \"Europe/Zurich\", beside a cron expression.");

    public static readonly DiagnosticDescriptor MethodShape = Rule.Error(
        "PSDK024", Category, "A job method has the wrong shape",
        "'{0}' cannot run as a job, because {1}. Write 'Task {0}(JobRun run, …services…, CancellationToken cancellationToken)'; the order is free and each parameter may be left out.");

    public static readonly DiagnosticDescriptor DuplicateName = Rule.Error(
        "PSDK025", Category, "Two jobs have one name",
        "The job name '{0}' is already taken by '{1}'. Give each job of a plugin a name of its own.",
        Rule.WholeCompilation);

    public static readonly DiagnosticDescriptor LongWait = Rule.Warning(
        "PSDK026", Category, "A job waits longer for a lock than the lock's lease",
        "'{0}' waits up to {1} for a lock whose lease is {2}: a job that has not begun its work by then is better left to its next turn. Wait at most as long as the lease, or return ClusterLockResult and skip this turn.");
}
