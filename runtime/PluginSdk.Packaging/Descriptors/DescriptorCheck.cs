namespace PluginSdk.Packaging;

/// <summary>What a descriptor must say before anything acts on it: its fields become paths, store keys and type names.</summary>
internal static class DescriptorCheck
{
    public static void Verify(PluginDescriptor descriptor, string origin)
    {
        if (Problem(descriptor) is { } problem)
            throw PackageFailures.MalformedDescriptor(origin, problem);
    }

    private static string? Problem(PluginDescriptor descriptor) => descriptor switch
    {
        { Schema: < 1 or > PluginDescriptor.CurrentSchema } =>
            $"its schema is {descriptor.Schema} and this version reads up to {PluginDescriptor.CurrentSchema}",
        _ when !PluginKey.IsValid(descriptor.Key) => $"the key '{descriptor.Key}' must be {PluginKey.Rule}",
        _ when !IsVersion(descriptor.Version) => $"the version '{descriptor.Version}' is not a package version such as 1.2.3 or 1.2.3-beta.1",
        _ when !ContractVersion.TryParse(descriptor.Contract, out _) => $"the contract '{descriptor.Contract}' is not of the form major.minor",
        _ when !PackagePath.IsFileName(descriptor.Assembly) => $"'{descriptor.Assembly}' is not the simple name of an assembly",
        { Manifest.Length: 0 } => "it names no manifest type",
        _ => null,
    };

    /// <summary>A version becomes a part of file names, so what it may contain is limited to what package versions are made of.</summary>
    private static bool IsVersion(string version) =>
        version is { Length: > 0 and <= 100 }
        && char.IsAsciiDigit(version[0])
        && version.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+')
        && !version.Contains("..", StringComparison.Ordinal);
}
