namespace PluginSdk.Packaging;

/// <summary>A job that a plugin declares. Exactly one of <paramref name="Cron"/> and <paramref name="Every"/> is set.</summary>
/// <param name="Name">The name within the plugin.</param>
/// <param name="Scope"><c>cluster</c>: once in the cluster for every scheduled instant; <c>node</c>: on each node.</param>
/// <param name="Member">The member that declares it, as <c>Namespace.Type.Member</c>.</param>
/// <param name="Cron">The cron expression, if it is scheduled by one.</param>
/// <param name="Every">The interval, such as <c>10m</c>, if it is scheduled by one.</param>
/// <param name="TimeZone">The IANA zone that the cron expression is read in; UTC if none is named.</param>
public sealed record JobDescriptor(string Name, string Scope, string Member, string? Cron = null, string? Every = null, string? TimeZone = null);
