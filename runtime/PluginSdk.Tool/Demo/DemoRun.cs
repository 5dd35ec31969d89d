using System.Diagnostics;
using PluginSdk.Hosting;
using PluginSdk.Packaging;
using PluginSdk.Tool.Nodes;
using PluginSdk.Tool.Timeline;
using Spectre.Console;

namespace PluginSdk.Tool.Demo;

/// <summary>The demo from an empty folder to the table of promises.</summary>
internal static class DemoRun
{
    /// <summary>How long the nodes get to show everything; they are usually done in a third of it.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(45);

    public static async Task<int> RunAsync(int nodes, string? redis, bool keep, CancellationToken cancellationToken)
    {
        var repository = DemoWorkspace.FindRepository()
            ?? throw new ToolException("The demo packs the SDK from its source, so it runs in a checkout: dotnet run --project runtime/PluginSdk.Tool -- demo");
        var workspace = new DemoWorkspace(Directory.CreateTempSubdirectory("clusterplugin-demo-").FullName);
        try
        {
            var package = await BuildAsync(workspace, repository, cancellationToken).ConfigureAwait(false);
            var settings = new NodeSettings(nodes, redis, $"demo-{Guid.NewGuid():N}", workspace.Home, CompatibilityPolicy.Refuse);
            return await ShowAsync(package, settings, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (keep)
                Terminal.Line($"The plugin is in {workspace.Project}: dotnet run, dotnet test and dotnet pack work there.");
            else
                Directory.Delete(workspace.Root, recursive: true);
        }
    }

    private static async Task<string> BuildAsync(DemoWorkspace workspace, string repository, CancellationToken cancellationToken)
    {
        await StepAsync("Packing the SDK to a local feed", workspace.PackSdkAsync(repository, cancellationToken)).ConfigureAwait(false);
        await StepAsync("dotnet new clusterplugin -n Acme.Reports", workspace.CreatePluginAsync(cancellationToken)).ConfigureAwait(false);
        var build = workspace.BuildPluginAsync(cancellationToken);
        await StepAsync("dotnet build: generate, compile, validate, pack", build).ConfigureAwait(false);

        var path = await build.ConfigureAwait(false);
        var document = PluginPackage.Open(path).Document;
        Terminal.Line($"  {Path.GetFileName(path)}: {document.Caches.Count} cache, {document.Locks.Count} lock, {document.Jobs.Count} jobs, {document.Events.Count} event, {document.Handlers.Count} handlers; cluster compatible: {(document.Compatibility.Flag ? "yes, confirmed by the build" : "no")}");
        AnsiConsole.WriteLine();
        return path;
    }

    private static async Task<int> ShowAsync(string package, NodeSettings settings, CancellationToken cancellationToken)
    {
        var timeline = new TimelineConsole(AnsiConsole.Console, remembers: true);
        PromiseTable promises;
        await using (var nodes = await RunningNodes.StartAsync(settings, timeline, cancellationToken).ConfigureAwait(false))
        {
            await nodes.InstallAsync(package, timeline, cancellationToken).ConfigureAwait(false);
            var waited = Stopwatch.StartNew();
            while (!(promises = Evaluate()).AllKept && !promises.IsAnyBroken && waited.Elapsed < s_patience)
            {
                if (nodes.Ended.IsCompleted)
                    throw new ToolException(await nodes.Ended.ConfigureAwait(false));
                await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }

        AnsiConsole.WriteLine();
        promises.Print(AnsiConsole.Console);
        return promises.AllKept ? ExitCode.Done : ExitCode.Failed;

        PromiseTable Evaluate() => new PromiseTable(timeline.Entries, settings.Names).Evaluate(settings.SharedHome, Path.Combine(settings.Home, "local"));
    }

    private static async Task StepAsync(string what, Task work)
    {
        var clock = Stopwatch.StartNew();
        Terminal.Begin($"[bold]{what}[/] … ");
        await work.ConfigureAwait(false);
        Terminal.Line($"[grey]{clock.Elapsed.TotalSeconds:0.0} s[/]");
    }
}
