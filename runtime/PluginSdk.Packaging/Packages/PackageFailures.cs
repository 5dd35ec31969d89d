namespace PluginSdk.Packaging;

/// <summary>Every refusal of this library in one place, so that ids, tone and next steps stay consistent.</summary>
internal static class PackageFailures
{
    private const string BuildAgain = "Build the plugin again and install the new package.";
    private const string CopyAgain = "Copy or download the package again, or build it again.";

    public static PluginPackageException NotFound(string path) => new(
        PackageFailure.NotFound, PluginRules.PackageNotFound,
        $"There is no file '{path}'.", "Build the plugin first, and check the path.");

    public static PluginPackageException NotAnAssembly(string origin) => new(
        PackageFailure.Malformed, PluginRules.DescriptorMissing,
        $"'{origin}' is not a .NET assembly, or it is damaged.", "Name the plugin's built .dll; if that is the one, build or copy it again.");

    public static PluginPackageException NoDescriptor(string origin) => new(
        PackageFailure.NoDescriptor, PluginRules.DescriptorMissing,
        $"The assembly '{origin}' carries no plugin descriptor.",
        "Set PluginKey in the project, use the PluginSdk project SDK or reference the PluginSdk package so that its generator runs, and build again.");

    public static PluginPackageException MalformedDescriptor(string origin, string problem) => new(
        PackageFailure.Malformed, PluginRules.DescriptorMalformed,
        $"The plugin descriptor in '{origin}' cannot be used: {problem}.", "Build the plugin again with this version of PluginSdk or an older one.");

    public static PluginPackageException OtherContract(string origin, string contract, string offered) => new(
        PackageFailure.OtherContract, PluginRules.PackageOtherContract,
        $"'{origin}' was built for contract {contract}, and this host offers {offered}.",
        ContractVersion.TryParse(contract, out var wanted) && ContractVersion.TryParse(offered, out var host) && wanted > host
            ? "Update PluginSdk in the host, or build the plugin with an older PluginSdk."
            : "Build the plugin with a newer PluginSdk.");

    public static PluginPackageException Damaged(string origin, Exception? cause = null) => new(
        PackageFailure.Damaged, PluginRules.PackageDamaged,
        $"'{origin}' is not a complete plugin package: it is truncated or not a .cplugin file.", CopyAgain, cause);

    public static PluginPackageException NoDocument(string origin) => new(
        PackageFailure.Damaged, PluginRules.PackageDamaged,
        $"'{origin}' has no plugin.json.", "Name a .cplugin file that a build of a plugin project wrote.");

    public static PluginPackageException MalformedDocument(string origin, string problem) => new(
        PackageFailure.Malformed, PluginRules.PackageMalformed,
        $"The plugin.json in '{origin}' cannot be used: {problem}.", BuildAgain);

    public static PluginPackageException Changed(string origin, string path, string problem) => new(
        PackageFailure.Tampered, PluginRules.PackageTampered,
        $"'{origin}' was changed after it was built: {path} {problem}.",
        "Do not install it; get the package from its maker again, or build it again.");

    public static PluginPackageException UnsafePath(string origin, string path) => new(
        PackageFailure.Unsafe, PluginRules.PackageUnsafe,
        $"'{origin}' has an entry '{path}' that does not name a file under lib/ or content/ on every platform.",
        "Do not install it; packages that the build of a plugin project writes have no such entries.");

    public static PluginPackageException Duplicate(string origin, string path) => new(
        PackageFailure.Unsafe, PluginRules.PackageUnsafe,
        $"'{origin}' has more than one entry '{path}' (upper and lower case count as one).",
        "Rename one of the files and build the plugin again.");

    public static PluginPackageException TooLarge(string origin, string what, long limit) => new(
        PackageFailure.TooLarge, PluginRules.PackageTooLarge,
        $"'{origin}' has {what}, and the limit is {limit:N0}.",
        "Take large content out of the package, or raise the host's PackageLimits.");
}
