using System.CommandLine;
using PluginSdk.Hosting;
using PluginSdk.Tool.Nodes;
using Spectre.Console;

namespace PluginSdk.Tool.Commands;

/// <summary><c>clusterplugin list</c></summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var redis = CommonOptions.RequiredRedis();
        var cluster = CommonOptions.ClusterName();
        var command = new Command("list", "Shows what is in the cluster's shared store, and how it fares on each node. Exit code 1 when a node refused a package.") { redis, cluster };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(redis), result.GetRequiredValue(cluster), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string redis, string cluster, CancellationToken cancellationToken)
    {
        await using var store = await StoreSession.OpenAsync(redis, cluster, cancellationToken).ConfigureAwait(false);
        var packages = await store.Packages.ListAsync(cancellationToken).ConfigureAwait(false);
        if (packages.Count == 0)
        {
            Terminal.Line($"The store of cluster '{cluster}' is empty. Put a package into it: clusterplugin install <package> --redis {redis}");
            return ExitCode.Done;
        }

        var states = (await store.Packages.GetStatesAsync(cancellationToken).ConfigureAwait(false)).ToLookup(state => state.Key, StringComparer.Ordinal);
        var table = new Table().Border(TableBorder.Rounded).AddColumn("plugin").AddColumn("version").AddColumn("cluster compatible").AddColumn("nodes");
        foreach (var package in packages)
            table.AddRow(new Text(package.Key), new Text(package.Version), new Text(package.ClusterCompatible ? "yes" : "no"), new Text(Nodes(states[package.Key])));
        AnsiConsole.Write(table);
        return states.SelectMany(all => all).Any(state => state.State == PackageState.Refused) ? ExitCode.Failed : ExitCode.Done;
    }

    private static string Nodes(IEnumerable<PackageOnNode> states)
    {
        var lines = states.Select(state => state.State switch
        {
            PackageState.Running => $"{state.Node}: runs",
            PackageState.Refused => $"{state.Node}: refused, {state.Reason}",
            _ => $"{state.Node}: on its way",
        }).ToList();
        return lines.Count == 0 ? "no node is running" : string.Join('\n', lines);
    }
}
