using PluginSdk.Runtime;

namespace PluginSdk.Tool.Timeline;

/// <summary>Writes each entry as a line of JSON.</summary>
internal sealed class JsonTimeline(TextWriter output) : ITimeline
{
    private readonly Lock _gate = new();

    public bool IsEnabled => true;

    public void Record(TimelineEntry entry)
    {
        var line = TimelineWire.Write(entry);
        lock (_gate)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
