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
    /// <returns>What was found; nothing for a file that holds no IL.</returns>
    /// <exception cref="PluginPackageException">The file is no .NET assembly.</exception>
    public static ValidatorReport Validate(byte[] assembly, string name)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            using var image = new PEReader(ImmutableArray.Create(assembly));
            return image.HasMetadata ? Validate(new AssemblyModel(image), name) : new ValidatorReport([], []);
        }
        catch (Exception e) when (DamagedImage.IsCause(e))
        {
            throw PackageFailures.NotAnAssembly(name);
        }
    }

    /// <summary>Looks at the assemblies of a package that the plugin's own projects made.</summary>
    /// <param name="package">The package.</param>
    /// <returns>What was found.</returns>
    public static ValidatorReport Validate(PluginPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return ValidateOwn(package.Contents);
    }

    /// <summary>Looks at the assemblies that the plugin's own projects made; what they reference as packages is its makers' affair.</summary>
    internal static ValidatorReport ValidateOwn(IEnumerable<(PackageFile File, byte[] Content)> files) =>
        ValidatorReport.Of(files.Where(static file => file.File.IsOwnAssembly).Select(static file => Validate(file.Content, Path.GetFileName(file.File.Path))));

    private static ValidatorReport Validate(AssemblyModel model, string name)
    {
        var justifications = new Justifications(model);
        var findings = new List<Finding>();
        var suppressions = new List<Suppression>();
        foreach (var suspicion in Rules.SelectMany(rule => rule.Check(model)))
        {
            var finding = suspicion.Finding with { Location = name };
            var reason = suspicion.Places.Prepend(finding.Member!).Select(place => justifications.For(finding.Rule, place)).FirstOrDefault(static reason => reason is not null);
            // What is certain to fail cannot be justified.
            if (reason is null || finding.Severity == FindingSeverity.Error)
                findings.Add(finding);
            else
                suppressions.Add(new Suppression(finding.Rule, reason, name, finding.Member));
        }
        return new ValidatorReport(
            [
                .. findings.Distinct()
                    .OrderBy(static finding => finding.Rule, StringComparer.Ordinal)
                    .ThenBy(static finding => finding.Member, StringComparer.Ordinal)
                    .ThenBy(static finding => finding.Message, StringComparer.Ordinal),
            ],
            [.. suppressions.Distinct()]);
    }
}
