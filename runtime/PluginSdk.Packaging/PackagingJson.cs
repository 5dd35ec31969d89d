using System.Text.Json.Serialization;

namespace PluginSdk.Packaging;

/// <summary>Source-generated JSON of descriptors, package documents and reports; nothing here reflects.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(PluginDescriptor))]
[JsonSerializable(typeof(PackageDocument))]
[JsonSerializable(typeof(CompatibilityReport))]
internal sealed partial class PackagingJson : JsonSerializerContext;
