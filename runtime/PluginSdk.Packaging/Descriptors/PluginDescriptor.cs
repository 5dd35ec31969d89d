using System.Text.Json;
using System.Text.Json.Serialization;

namespace PluginSdk.Packaging;

/// <summary>Who a plugin is and what it declares: the generator writes it into the assembly, the build into the package.</summary>
public record PluginDescriptor
{
    /// <summary>The schema that this build of PluginSdk writes, and the newest that it reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version of the descriptor's format.</summary>
    [JsonPropertyOrder(0)]
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The plugin's key, unique in a cluster; see <see cref="PluginKey.Rule"/>.</summary>
    [JsonPropertyOrder(1)]
    public required string Key { get; init; }

    /// <summary>The name that people read.</summary>
    [JsonPropertyOrder(2)]
    public string? Name { get; init; }

    /// <summary>The plugin's own version.</summary>
    [JsonPropertyOrder(3)]
    public required string Version { get; init; }

    /// <summary>Who makes the plugin.</summary>
    [JsonPropertyOrder(4)]
    public string? Vendor { get; init; }

    /// <summary>What the plugin is for, in a sentence.</summary>
    [JsonPropertyOrder(5)]
    public string? Description { get; init; }

    /// <summary>The contract that the plugin was compiled against, as <c>major.minor</c>; see <see cref="ContractVersion"/>.</summary>
    [JsonPropertyOrder(6)]
    public required string Contract { get; init; }

    /// <summary>The simple name of the assembly that holds the manifest.</summary>
    [JsonPropertyOrder(7)]
    public required string Assembly { get; init; }

    /// <summary>The full name of the generated manifest type.</summary>
    [JsonPropertyOrder(8)]
    public required string Manifest { get; init; }

    /// <summary>What the project claims; the package's <see cref="CompatibilityReport.Flag"/> is this claim confirmed.</summary>
    [JsonPropertyOrder(9)]
    public bool ClusterCompatible { get; init; }

    /// <summary>The declared caches.</summary>
    [JsonPropertyOrder(10)]
    public IReadOnlyList<CacheDescriptor> Caches { get; init => field = value ?? []; } = [];

    /// <summary>The declared locks.</summary>
    [JsonPropertyOrder(11)]
    public IReadOnlyList<LockDescriptor> Locks { get; init => field = value ?? []; } = [];

    /// <summary>The declared jobs.</summary>
    [JsonPropertyOrder(12)]
    public IReadOnlyList<JobDescriptor> Jobs { get; init => field = value ?? []; } = [];

    /// <summary>The declared events.</summary>
    [JsonPropertyOrder(13)]
    public IReadOnlyList<EventDescriptor> Events { get; init => field = value ?? []; } = [];

    /// <summary>The declared event handlers.</summary>
    [JsonPropertyOrder(14)]
    public IReadOnlyList<HandlerDescriptor> Handlers { get; init => field = value ?? []; } = [];

    /// <summary>Reads a descriptor from the JSON that the generator writes.</summary>
    /// <param name="json">The JSON text.</param>
    /// <param name="origin">Where the text comes from, for the message of an exception.</param>
    /// <exception cref="PluginPackageException">The text is not a descriptor that this version understands.</exception>
    public static PluginDescriptor Parse(string json, string origin)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var descriptor = JsonSerializer.Deserialize(json, PackagingJson.Default.PluginDescriptor)
                ?? throw PackageFailures.MalformedDescriptor(origin, "it is the JSON literal null");
            DescriptorCheck.Verify(descriptor, origin);
            return descriptor;
        }
        catch (JsonException failure)
        {
            throw PackageFailures.MalformedDescriptor(origin, failure.Message.TrimEnd('.'));
        }
    }

    /// <summary>Reads the descriptor that the generator put into a plugin's assembly, without loading the assembly.</summary>
    /// <param name="assemblyPath">The path of the built assembly.</param>
    /// <exception cref="PluginPackageException">The file is no assembly, has no descriptor, or has one that this version does not understand.</exception>
    public static PluginDescriptor ReadFrom(string assemblyPath)
    {
        ArgumentNullException.ThrowIfNull(assemblyPath);
        return File.Exists(assemblyPath)
            ? DescriptorAttribute.Read(File.ReadAllBytes(assemblyPath), Path.GetFileName(assemblyPath))
            : throw PackageFailures.NotFound(assemblyPath);
    }
}
