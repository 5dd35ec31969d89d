using System.Globalization;

namespace PluginSdk.Faults.Tests.Processes;

/// <summary>How often an attack is repeated: <c>PLUGINSDK_FAULT_TRIALS</c>, few without it.</summary>
public static class Trials
{
    public static int Count { get; } = int.TryParse(Environment.GetEnvironmentVariable("PLUGINSDK_FAULT_TRIALS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 2;
}
