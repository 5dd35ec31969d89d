using System.Text.Json;
using System.Text.Json.Serialization;
using PluginSdk.Runtime;

namespace PluginSdk.Tool.Timeline;

/// <summary>A timeline entry as a line of JSON, between a node's process and the one that watches.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TimelineEntry))]
internal sealed partial class TimelineWire : JsonSerializerContext
{
    public static string Write(TimelineEntry entry) => JsonSerializer.Serialize(entry, Default.TimelineEntry);

    /// <summary>The entry of a line; null if the line is something else that the process printed.</summary>
    public static TimelineEntry? TryRead(string line)
    {
        if (!line.StartsWith('{'))
            return null;
        try
        {
            return JsonSerializer.Deserialize(line, Default.TimelineEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
