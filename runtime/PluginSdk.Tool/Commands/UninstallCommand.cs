using System.CommandLine;
using PluginSdk.Tool.Nodes;

namespace PluginSdk.Tool.Commands;

/// <summary><c>clusterplugin uninstall</c></summary>
internal static class UninstallCommand
{
    public static Command Create()
    {
        var key = new Argument<string>("key") { Description = "The plugin's key, such as acme.reports; 'clusterplugin list' shows them." };
        var redis = CommonOptions.RequiredRedis();
        var cluster = CommonOptions.ClusterName();
        var command = new Command("uninstall", "Removes a plugin from the cluster's shared store; every node drains and stops it. Its files in the homes stay.") { key, redis, cluster };
        command.SetAction((result, cancellationToken) =>
            RunAsync(result.GetRequiredValue(key), result.GetRequiredValue(redis), result.GetRequiredValue(cluster), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string key, string redis, string cluster, CancellationToken cancellationToken)
    {
        await using var store = await StoreSession.OpenAsync(redis, cluster, cancellationToken).ConfigureAwait(false);
        if (!await store.Packages.UninstallAsync(key, cancellationToken).ConfigureAwait(false))
            throw new ToolException($"No plugin '{key}' is in the store of cluster '{cluster}'. 'clusterplugin list --redis {redis}' shows what is.");
        Terminal.Line($"[bold]{key}[/] is removed from the store of cluster '{cluster}'.");
        return ExitCode.Done;
    }
}
