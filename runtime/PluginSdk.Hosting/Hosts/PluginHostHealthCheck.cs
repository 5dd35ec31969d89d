using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PluginSdk.Hosting;

/// <summary>Unhealthy while the engine does not answer; degraded while plugins that should run do not.</summary>
internal sealed class PluginHostHealthCheck(PluginHost host) : IHealthCheck
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var node = host.Node;
        var confirmed = node.Member.Feed.ConfirmedAt;
        if (confirmed == 0 || node.Options.Member.TimeProvider.GetElapsedTime(confirmed) > s_patience)
            return Task.FromResult(HealthCheckResult.Unhealthy($"The node has not heard from the engine ({node.Member.Engine.Description}) for {s_patience}."));
        var data = node.Plugins.ToDictionary(plugin => plugin.Key, plugin => (object)$"running {plugin.Version}");
        if (node.Refusals.IsEmpty)
            return Task.FromResult(HealthCheckResult.Healthy($"{node.Plugins.Count} plugins run.", data));
        foreach (var (key, reason) in node.Refusals)
            data[key] = reason;
        return Task.FromResult(HealthCheckResult.Degraded($"Refused: {string.Join(", ", node.Refusals.Keys)}.", data: data));
    }
}
