using System.CommandLine;
using PluginSdk.Packaging;
using PluginSdk.Tool.Nodes;

namespace PluginSdk.Tool.Commands;

/// <summary><c>clusterplugin install</c></summary>
internal static class InstallCommand
{
    public static Command Create()
    {
        var package = CommonOptions.Package();
        var redis = CommonOptions.RequiredRedis();
        var cluster = CommonOptions.ClusterName();
        var command = new Command("install", """
            Puts a package into the cluster's shared store. Every node fetches it by its hash, verifies it and runs it; a
            node that joins later does too. A package of the same key is replaced.
            """) { package, redis, cluster };
        command.SetAction((result, cancellationToken) =>
            RunAsync(result.GetRequiredValue(package).FullName, result.GetRequiredValue(redis), result.GetRequiredValue(cluster), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, string redis, string cluster, CancellationToken cancellationToken)
    {
        var document = PluginPackage.Open(path).Document;
        await using var store = await StoreSession.OpenAsync(redis, cluster, cancellationToken).ConfigureAwait(false);
        await store.Packages.InstallAsync(path, cancellationToken).ConfigureAwait(false);
        Terminal.Line($"[bold]{document.Key}[/] {document.Version} is in the store of cluster '{cluster}'. See which nodes run it: clusterplugin list --redis {redis}");
        return ExitCode.Done;
    }
}
