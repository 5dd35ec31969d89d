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
        var package = new Argument<FileInfo?>("package")
        {
            Description = "A .cplugin file; without it, the newest that dotnet build has written below this folder's bin.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        package.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<FileInfo?>() is { Exists: false } missing)
                result.AddError($"'{missing}' does not exist. Build the plugin with dotnet build, and name the .cplugin file that it writes.");
        });
        var nodes = CommonOptions.Nodes();
        var redis = CommonOptions.Redis();
        var cluster = CommonOptions.NewClusterName();
        var policy = CommonOptions.Policy();
        var home = new Option<string?>("--home") { Description = "The folder for the shared home and the local homes; a temporary one by default.", HelpName = "folder" };
        var duration = CommonOptions.Seconds();
        var command = new Command("up", """
            Runs a package on a cluster and shows what happens on which node. Ctrl+C drains the nodes and stops them.

            Without --redis the nodes live in this process, each with a load context of its own, so that a static of the
            plugin is as private to a node as in production. With --redis each node is a process.

            Examples:
              clusterplugin up                                   the package that dotnet build wrote here, on three nodes
              clusterplugin up Hats.cplugin --nodes 5 --for 30   five nodes, for half a minute
              clusterplugin up --redis 127.0.0.1:6379            a process for each node, on a cluster of their own
            """) { package, nodes, redis, cluster, policy, home, duration };
        command.SetAction(async (result, cancellationToken) =>
        {
            var path = (result.GetValue(package) ?? NewestPackageHere()).FullName;
            using var homes = HomeFolder.Open(result.GetValue(home));
            var settings = new NodeSettings(
                result.GetValue(nodes),
                result.GetValue(redis),
                result.GetValue(cluster) ?? $"up-{Guid.NewGuid():N}",
                homes.Path,
                result.GetValue(policy));
            return await RunAsync(path, settings, result.GetValue(duration), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static FileInfo NewestPackageHere()
    {
        var output = new DirectoryInfo("bin");
        var packages = output.Exists ? output.EnumerateFiles("*.cplugin", SearchOption.AllDirectories) : [];
        return packages.MaxBy(file => file.LastWriteTimeUtc)
            ?? throw new ToolException("There is no package below ./bin. Run dotnet build in the plugin's folder, or name a .cplugin file.", ExitCode.Usage);
    }

    private static async Task<int> RunAsync(string packagePath, NodeSettings settings, double? seconds, CancellationToken cancellationToken)
    {
        var package = PluginPackage.Open(packagePath);
        Terminal.Line($"[bold]{package.Document.Key}[/] {package.Document.Version} on {settings.Nodes} nodes; homes in {settings.Home}. Ctrl+C stops.");
        var timeline = new TimelineConsole(AnsiConsole.Console, remembers: false);
        await using var nodes = await RunningNodes.StartAsync(settings, timeline, cancellationToken).ConfigureAwait(false);
        var isNew = await nodes.InstallAsync(packagePath, timeline, cancellationToken).ConfigureAwait(false);

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
            // What was not there before this run is not there after it.
            if (isNew)
                await nodes.Packages.UninstallAsync(package.Document.Key, CancellationToken.None).ConfigureAwait(false);
            return ExitCode.Done;
        }
    }
}
