using Microsoft.Build.Framework;
using PluginSdk.Packaging;

namespace PluginSdk.Build;

/// <summary>Writes the package of a plugin that was just compiled, and its <c>plugin.json</c>.</summary>
public sealed class PackClusterPlugin : Microsoft.Build.Utilities.Task
{
    /// <summary>The plugin's compiled assembly.</summary>
    [Required]
    public string AssemblyFile { get; set; } = "";

    /// <summary>The files that go into the package; the metadata <c>PackagePath</c> says where.</summary>
    [Required]
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The compiler's log of the compilation, SARIF 2.1.</summary>
    public string? ErrorLogFile { get; set; }

    /// <summary>The project, which messages point to.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The version of PluginSdk.</summary>
    [Required]
    public string SdkVersion { get; set; } = "";

    /// <summary>The package to write.</summary>
    [Required]
    public string PackageFile { get; set; } = "";

    /// <summary>The <c>plugin.json</c> to write beside it.</summary>
    [Required]
    public string DocumentFile { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            var descriptor = PluginDescriptor.ReadFrom(AssemblyFile);
            var writer = new PluginPackageWriter(descriptor, ReadLog(), SdkVersion);
            foreach (var file in Files.Where(static file => !IsShared(file)))
                writer.AddFile(PackagePath(file), file.ItemSpec, NuGetPackage(file));
            var document = writer.WriteTo(PackageFile);
            File.WriteAllBytes(DocumentFile, document.ToJson());
            if (document is { ClusterCompatible: true, Compatibility.Flag: false })
                WarnAboutFlag(document.Compatibility);
        }
        catch (PluginPackageException refused)
        {
            Log.LogError(null, refused.Code, null, ProjectFile, 0, 0, 0, 0, $"{refused.Problem} {refused.NextStep}");
        }
        return !Log.HasLoggedErrors;
    }

    private AnalyzerLog ReadLog() =>
        File.Exists(ErrorLogFile) ? AnalyzerLog.Read(File.ReadAllBytes(ErrorLogFile), Path.GetDirectoryName(ProjectFile)!) : new AnalyzerLog();

    private void WarnAboutFlag(CompatibilityReport report)
    {
        foreach (var reason in report.Reasons)
            Log.LogWarning(null, PluginRules.FlagLost, null, ProjectFile, 0, 0, 0, 0, $"The package does not get the cluster-compatible flag, and clustered hosts refuse it by default. {reason}");
    }

    private static bool IsShared(ITaskItem file) =>
        PackagePath(file) is var path
        && path.StartsWith("lib/", StringComparison.Ordinal)
        && HostSharedAssemblies.Contains(Path.GetFileNameWithoutExtension(path));

    private static string? NuGetPackage(ITaskItem file) =>
        file.GetMetadata("NuGetPackageId") is { Length: > 0 } id ? $"{id}/{file.GetMetadata("NuGetPackageVersion")}" : null;

    private static string PackagePath(ITaskItem file) => file.GetMetadata("PackagePath").Replace('\\', '/');
}
