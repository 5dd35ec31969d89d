using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Injection;

namespace PluginSdk.Generators.Jobs;

/// <summary>A class with jobs.</summary>
internal sealed record JobClass(OwnerClass? Owner, EquatableArray<JobModel> Jobs);

/// <summary>One job.</summary>
/// <param name="Name">The job's name within the plugin.</param>
/// <param name="Member">The method, for the descriptor.</param>
/// <param name="IsPerNode">It runs on every node for itself.</param>
/// <param name="Schedule">When it runs.</param>
/// <param name="Settings">Initializers that are not the defaults.</param>
/// <param name="Call">The method.</param>
internal sealed record JobModel(
    string Name,
    string Member,
    bool IsPerNode,
    JobTiming Schedule,
    EquatableArray<string> Settings,
    MethodCall Call);

/// <summary>When a job runs, as it was written, and the expression of it.</summary>
internal sealed record JobTiming(string? Cron, string? TimeZone, string? Every, string Expression);
