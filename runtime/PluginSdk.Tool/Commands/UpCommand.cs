using System.CommandLine;
using PluginSdk.Packaging;
using PluginSdk.Tool.Nodes;
using PluginSdk.Tool.Timeline;
using Spectre.Console;

namespace PluginSdk.Tool.Commands;

/// <summary><c>clusterplugin up</c>: what <c>dotnet run</c> in a plugin's folder does.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var package = CommonOptions.Package();
        var nodes = CommonOptions.Nodes();
        var redis = CommonOptions.Redis();
        var cluster = CommonOptions.ClusterName();
        var policy = CommonOptions.Policy();
        var home = new Option<string?>("--home") { Description = "The folder for the shared home and the local homes; a temporary one by default.", HelpName = "folder" };
        var duration = new Option<double?>("--for") { Description = "Stop after this many seconds; without it, Ctrl+C stops.", HelpName = "seconds" };
        var command = new Command("up", """
            Runs a package on a cluster and shows what happens on which node. Ctrl+C drains the nodes and stops them.

            Without --redis the nodes live in this process, each with a load context of its own, so that a static of the
            plugin is as private to a node as in production. With --redis each node is a process.
            """) { package, nodes, redis, cluster, policy, home, duration };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetRequiredValue(package).FullName,
            new NodeSettings(
                result.GetValue(nodes),
                result.GetValue(redis),
                result.GetRequiredValue(cluster),
                result.GetValue(home) ?? Directory.CreateTempSubdirectory("clusterplugin-").FullName,
                result.GetValue(policy)),
            result.GetValue(duration),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string packagePath, NodeSettings settings, double? seconds, CancellationToken cancellationToken)
    {
        var package = PluginPackage.Open(packagePath);
        Terminal.Line($"[bold]{package.Document.Key}[/] {package.Document.Version} on {settings.Nodes} nodes; homes in {settings.Home}. Ctrl+C stops.");
        var timeline = new TimelineConsole(AnsiConsole.Console);
        await using var nodes = await RunningNodes.StartAsync(settings, timeline, cancellationToken).ConfigureAwait(false);
        await nodes.InstallAsync(packagePath, timeline, cancellationToken).ConfigureAwait(false);

        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (seconds is { } length)
            until.CancelAfter(TimeSpan.FromSeconds(length));
        try
        {
            throw new ToolException(await nodes.Ended.WaitAsync(until.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            AnsiConsole.MarkupLine("[grey]Draining and stopping …[/]");
            return ExitCode.Done;
        }
    }
}
