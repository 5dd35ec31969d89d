namespace PluginSdk;

/// <summary>
/// A job that runs once per cluster for every scheduled instant: the node that claims the instant runs it. The method
/// takes a <see cref="JobRun"/>, services from a scope of its own and a <see cref="CancellationToken"/>, in any order
/// and only what it wants. Say either <see cref="Cron"/> or <see cref="Every"/>.
/// </summary>
/// <param name="name">The job's name, unique within the plugin.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PerClusterJobAttribute(string name) : Attribute
{
    /// <summary>The job's name, unique within the plugin.</summary>
    public string Name { get; } = name;

    /// <summary>A cron expression of five fields, or six with seconds first: <c>"0 3 * * *"</c>.</summary>
    public string? Cron { get; set; }

    /// <summary>The IANA time zone that the cron expression is in, such as <c>"Europe/Zurich"</c>; UTC by default.</summary>
    public string? TimeZone { get; set; }

    /// <summary>An interval such as <c>"30s"</c>; the instants are multiples of it on the engine's clock.</summary>
    public string? Every { get; set; }

    /// <summary>What happens to an instant that no node could run in time.</summary>
    public Misfire Misfire { get; set; } = Misfire.Skip;

    /// <summary>What happens to a run whose node died.</summary>
    public JobRecovery Recovery { get; set; } = JobRecovery.NextSlot;
}
