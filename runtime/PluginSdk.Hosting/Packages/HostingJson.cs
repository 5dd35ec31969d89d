using System.Text.Json.Serialization;

namespace PluginSdk.Hosting;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InstalledPackage))]
[JsonSerializable(typeof(NodePackages))]
[JsonSerializable(typeof(Dictionary<string, LicenseFileEntry>))]
internal sealed partial class HostingJson : JsonSerializerContext;
