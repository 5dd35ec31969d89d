namespace PluginSdk;

/// <summary>
/// A job that runs on every node for itself: the node-local twin of <see cref="PerClusterJobAttribute"/>, with the same
/// method shapes.
/// </summary>
/// <param name="name">The job's name, unique within the plugin.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PerNodeJobAttribute(string name) : Attribute
{
    /// <summary>The job's name, unique within the plugin.</summary>
    public string Name { get; } = name;

    /// <summary>A cron expression of five fields, or six with seconds first.</summary>
    public string? Cron { get; set; }

    /// <summary>The IANA time zone that the cron expression is in; UTC by default.</summary>
    public string? TimeZone { get; set; }

    /// <summary>An interval such as <c>"30s"</c>.</summary>
    public string? Every { get; set; }
}
