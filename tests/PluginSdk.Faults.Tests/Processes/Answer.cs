using System.Globalization;

namespace PluginSdk.Faults.Tests.Processes;

/// <summary>What a worker said.</summary>
/// <param name="At">When, on the machine's monotonic clock.</param>
/// <param name="More">The rest of the line.</param>
public sealed record Answer(long At, string[] More)
{
    public long Number(int index) => long.Parse(More[index], CultureInfo.InvariantCulture);
}
