using System.Text.Json;
using System.Text.Json.Serialization;

namespace PluginSdk.Packaging;

/// <summary>The <c>plugin.json</c> of a package: the descriptor, what the build found out about it, and the files.</summary>
public sealed record PackageDocument : PluginDescriptor
{
    /// <summary>The version of PluginSdk that built the package.</summary>
    [JsonPropertyOrder(20)]
    public required string Sdk { get; init; }

    /// <summary>Whether the claim to be cluster compatible was confirmed, and why not if it was not.</summary>
    [JsonPropertyOrder(21)]
    public required CompatibilityReport Compatibility { get; init; }

    /// <summary>Every file of the package except this document, in ordinal order of their paths.</summary>
    [JsonPropertyOrder(22)]
    public required IReadOnlyList<PackageFile> Files { get; init; }

    /// <summary>Composes the document of a package.</summary>
    internal static PackageDocument Compose(PluginDescriptor descriptor, CompatibilityReport compatibility, IReadOnlyList<PackageFile> files, string sdk) => new()
    {
        Schema = descriptor.Schema,
        Key = descriptor.Key,
        Name = descriptor.Name,
        Version = descriptor.Version,
        Vendor = descriptor.Vendor,
        Description = descriptor.Description,
        Contract = descriptor.Contract,
        Assembly = descriptor.Assembly,
        Manifest = descriptor.Manifest,
        ClusterCompatible = descriptor.ClusterCompatible,
        Caches = descriptor.Caches,
        Locks = descriptor.Locks,
        Jobs = descriptor.Jobs,
        Events = descriptor.Events,
        Handlers = descriptor.Handlers,
        Sdk = sdk,
        Compatibility = compatibility,
        Files = files,
    };

    /// <summary>The document as JSON for people and programs: indented, with <c>\n</c> line ends, and the same bytes for the same document.</summary>
    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ReadableJson.Document), (byte)'\n'];

    internal static PackageDocument Parse(ReadOnlySpan<byte> json, string origin)
    {
        try
        {
            var document = JsonSerializer.Deserialize(json, PackagingJson.Default.PackageDocument)
                ?? throw PackageFailures.MalformedDocument(origin, "it is the JSON literal null");
            DescriptorCheck.Verify(document, origin);
            return document;
        }
        catch (JsonException failure)
        {
            throw PackageFailures.MalformedDocument(origin, failure.Message.TrimEnd('.'));
        }
    }
}
