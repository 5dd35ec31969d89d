using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PluginSdk.Hosting;

/// <summary>The names under which PluginSdk's traces and figures are collected.</summary>
public static class PluginSdkTelemetry
{
    /// <summary>For <c>AddSource</c>: what a host does with plugins.</summary>
    public const string ActivitySourceName = "PluginSdk";

    /// <summary>For <c>AddMeter</c>.</summary>
    public const string MeterName = "PluginSdk";

    /// <summary>A counter: plugins that started, with <see cref="PluginTag"/>.</summary>
    public const string PluginStarts = "pluginsdk.plugin.starts";

    /// <summary>A counter: plugins that were refused or failed to start, with <see cref="PluginTag"/>.</summary>
    public const string PluginRefusals = "pluginsdk.plugin.refusals";

    /// <summary>The tag that carries a plugin's key.</summary>
    public const string PluginTag = "pluginsdk.plugin";

    internal static ActivitySource Activities { get; } = new(ActivitySourceName);

    private static Meter Meter { get; } = new(MeterName);

    internal static Counter<long> Starts { get; } = Meter.CreateCounter<long>(PluginStarts, "{start}", "Plugins that started.");

    internal static Counter<long> Refusals { get; } = Meter.CreateCounter<long>(PluginRefusals, "{refusal}", "Plugins that were refused or failed to start.");

    internal static KeyValuePair<string, object?> Tag(string pluginKey) => new(PluginTag, pluginKey);
}
