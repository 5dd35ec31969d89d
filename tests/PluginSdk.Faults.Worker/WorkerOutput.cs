using System.Diagnostics;
using System.Globalization;

namespace PluginSdk.Faults.Worker;

/// <summary>What a worker says: a line each, with the machine's monotonic time, which all processes share.</summary>
public sealed class WorkerOutput(TextWriter output)
{
    public void Say(string what, string id, params object[] more)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{what} {id} {Stopwatch.GetTimestamp()} {string.Join(' ', more)}").TrimEnd();
        lock (output)
            output.WriteLine(line);
    }
}
