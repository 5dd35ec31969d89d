using Microsoft.CodeAnalysis.Diagnostics;
using PluginSdk.Generators.Manifest;

namespace PluginSdk.Generators.Contracts;

/// <summary>What the build says about the contract file.</summary>
/// <param name="Path">Where it is, or would be; null where the project does not keep one.</param>
/// <param name="IsUpdating">Whether this build writes it: then there is nothing to complain about.</param>
internal sealed record ContractSettings(string? Path, bool IsUpdating)
{
    public static ContractSettings Of(AnalyzerConfigOptions options)
    {
        var properties = new BuildProperties(options);
        var path = properties["ClusterContractsFile"];
        return new ContractSettings(
            path is null || string.Equals(path, "none", StringComparison.OrdinalIgnoreCase) ? null : path,
            string.Equals(properties["UpdateClusterContracts"], "true", StringComparison.OrdinalIgnoreCase));
    }

    public static bool IsContractFile(string path)
        => string.Equals(System.IO.Path.GetFileName(path), ClusterContract.FileName, StringComparison.OrdinalIgnoreCase);
}
