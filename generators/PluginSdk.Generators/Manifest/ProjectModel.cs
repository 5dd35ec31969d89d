using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Manifest;

/// <summary>Who the plugin is: the build properties that the project file speaks in.</summary>
/// <param name="Key">As the project gives it, or made of the assembly's name.</param>
/// <param name="IsPlugin">The project builds a plugin or has a key, so that it has a manifest even when it declares nothing.</param>
/// <param name="Name">What people read.</param>
/// <param name="Version">Of the plugin.</param>
/// <param name="Vendor">Who makes it.</param>
/// <param name="Description">What it is for.</param>
/// <param name="ClusterCompatible">What the project claims.</param>
/// <param name="Namespace">Where the manifest goes; null for the global namespace.</param>
/// <param name="Assembly">The assembly's simple name.</param>
/// <param name="Contract">The version of the contract that the project references; null where it does not.</param>
internal sealed record ProjectModel(
    string Key,
    bool IsPlugin,
    string Name,
    string Version,
    string? Vendor,
    string? Description,
    bool ClusterCompatible,
    string? Namespace,
    string Assembly,
    string? Contract)
{
    public static ProjectModel Of(AnalyzerConfigOptions options, string assembly, string? contract)
    {
        var properties = new BuildProperties(options);
        return new ProjectModel(
            PluginKey.IsValid(properties.PluginKey) ? properties.PluginKey! : PluginKey.Of(assembly),
            properties.IsPlugin || properties.PluginKey is not null,
            properties.Prose("Title") ?? properties["PackageId"] ?? assembly,
            properties["Version"] ?? "1.0.0",
            properties.Prose("Authors"),
            properties.Prose("Description"),
            properties.IsClusterCompatible,
            NamespaceOf(properties["RootNamespace"] ?? assembly),
            assembly,
            contract);
    }

    /// <summary>The contract's version in the compilation, or null where it is not referenced.</summary>
    public static string? ContractOf(Compilation compilation) =>
        compilation.GetTypeByMetadataName(KnownNames.PluginContract)?.GetMembers("Version").OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue as string;

    /// <summary>A project's name is not always one: what an identifier cannot hold becomes an underscore.</summary>
    public static string? NamespaceOf(string name)
    {
        var parts = name.Split(['.'], StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            var identifier = new string([.. part.Select(character => SyntaxFacts.IsIdentifierPartCharacter(character) ? character : '_')]);
            return TypeNames.Escaped(SyntaxFacts.IsIdentifierStartCharacter(identifier[0]) ? identifier : "_" + identifier);
        });
        var result = string.Join(".", parts);
        return result.Length == 0 ? null : result;
    }
}
