using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PluginSdk.Packaging;

/// <summary>What is written is read by people too: indented, unescaped, and with the same line ends on every machine.</summary>
internal static class ReadableJson
{
    private static readonly JsonSerializerOptions Options = new(PackagingJson.Default.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonTypeInfo<PackageDocument> Document { get; } = (JsonTypeInfo<PackageDocument>)Options.GetTypeInfo(typeof(PackageDocument));

    public static JsonTypeInfo<CompatibilityReport> Report { get; } = (JsonTypeInfo<CompatibilityReport>)Options.GetTypeInfo(typeof(CompatibilityReport));
}
