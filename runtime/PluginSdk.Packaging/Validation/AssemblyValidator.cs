using System.Collections.Immutable;
using System.Reflection.PortableExecutable;
using PluginSdk.Packaging.Validation;

namespace PluginSdk.Packaging;

/// <summary>
/// Looks at a built assembly, without loading it, for what does not work in a cluster: the same rules that the
/// analyzers apply to source, for assemblies whose source was not analyzed.
/// </summary>
public static class AssemblyValidator
{
    private static readonly ValidationRule[] Rules =
    [
        new SerializationRule(), new StaticCollectionRule(), new TimerRule(), new HostedServiceRule(),
        new LocalLockRule(), new LicenseFieldRule(), new ForeignPathRule(),
    ];

    /// <summary>Looks at an assembly.</summary>
    /// <param name="assembly">The bytes of the assembly.</param>
    /// <param name="name">The file's name, which findings carry as their location.</param>
    /// <returns>The findings, in the order of their rules and members; none for a file that holds no IL.</returns>
    public static IReadOnlyList<Finding> Validate(byte[] assembly, string name)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            using var image = new PEReader(ImmutableArray.Create(assembly));
            if (!image.HasMetadata)
                return [];
            var model = new AssemblyModel(image);
            return
            [
                .. Rules.SelectMany(rule => rule.Check(model))
                    .Select(finding => finding with { Location = name })
                    .DistinctBy(static finding => (finding.Rule, finding.Member, finding.Message))
                    .OrderBy(static finding => finding.Rule, StringComparer.Ordinal)
                    .ThenBy(static finding => finding.Member, StringComparer.Ordinal)
                    .ThenBy(static finding => finding.Message, StringComparer.Ordinal),
            ];
        }
        catch (BadImageFormatException)
        {
            throw PackageFailures.NotAnAssembly(name);
        }
    }

    /// <summary>Looks at the assemblies of a package that the plugin's own projects made.</summary>
    /// <param name="package">The package.</param>
    /// <returns>The findings that the author did not justify in source.</returns>
    public static IReadOnlyList<Finding> Validate(PluginPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return [.. ValidateOwn(package.Contents).Where(finding => !CompatibilityAssessment.IsJustified(finding, package.Document.Compatibility.Suppressions))];
    }

    /// <summary>Looks at the assemblies that the plugin's own projects made; what they reference as packages is its makers' affair.</summary>
    internal static IReadOnlyList<Finding> ValidateOwn(IEnumerable<(PackageFile File, byte[] Content)> files) =>
        [.. files.Where(static file => file.File.IsOwnAssembly).SelectMany(static file => Validate(file.Content, Path.GetFileName(file.File.Path)))];
}
