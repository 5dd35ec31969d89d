using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Serialization.Model;

/// <summary>The resolver that makes an assembly's codecs known to MessagePack-CSharp.</summary>
/// <param name="Namespace">Where its class goes.</param>
/// <param name="IsPublic">Whether other assemblies may use it.</param>
/// <param name="Formatters">The types and their codecs, in the order of their names.</param>
internal sealed record ResolverModel(string Namespace, bool IsPublic, EquatableArray<FormatterModel> Formatters);

/// <summary>One formatter.</summary>
internal sealed record FormatterModel(string Type, string Codec);
