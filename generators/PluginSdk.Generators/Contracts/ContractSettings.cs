using Microsoft.CodeAnalysis.Diagnostics;
using PluginSdk.Generators.Manifest;

namespace PluginSdk.Generators.Contracts;

/// <summary>What the build says about the contract file.</summary>
/// <param name="Path">Where it is, or would be; null where the project does not keep one.</param>
/// <param name="IsUpdating">Whether this build writes it: then there is nothing to complain about.</param>
internal sealed record ContractSettings(string? Path, bool IsUpdating)
{
    /// <summary>The file's name, for messages.</summary>
    public string FileName => System.IO.Path.GetFileName(Path ?? "");

    public static ContractSettings Of(AnalyzerConfigOptions options)
    {
        var properties = new BuildProperties(options);
        return new ContractSettings(
            properties["PluginSdkContractsFile"],
            string.Equals(properties["UpdateClusterContracts"], "true", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether an additional file of the compilation is the contract.</summary>
    public bool IsContractFile(string path)
        => Path is not null && string.Equals(Normalized(path), Normalized(Path), StringComparison.OrdinalIgnoreCase);

    private static string Normalized(string path) => path.Replace('\\', '/');
}
