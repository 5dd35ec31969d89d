using PluginSdk.Runtime;

namespace PluginSdk.Tool.Nodes;

/// <summary>Starts the nodes of a run where its settings say, and gives them a package.</summary>
internal static class RunningNodes
{
    public static async Task<IRunningNodes> StartAsync(NodeSettings settings, ITimeline timeline, CancellationToken cancellationToken) => settings.Redis is null
        ? await InProcessNodes.StartAsync(settings, timeline, cancellationToken).ConfigureAwait(false)
        : await ProcessNodes.StartAsync(settings, timeline, cancellationToken).ConfigureAwait(false);

    /// <summary>Puts a package into the shared store once, and waits until every node has dealt with it.</summary>
    /// <returns>Whether no package of its key was installed there before.</returns>
    /// <exception cref="ToolException">A node refused it.</exception>
    public static async Task<bool> InstallAsync(this IRunningNodes nodes, string packagePath, ITimeline timeline, CancellationToken cancellationToken)
    {
        var before = await nodes.Packages.ListAsync(cancellationToken).ConfigureAwait(false);
        var installed = await nodes.Packages.InstallAsync(packagePath, cancellationToken).ConfigureAwait(false);
        timeline.Record(new TimelineEntry(TimeProvider.System.GetUtcNow(), "store", TimelineKind.PluginInstalled, installed.Key, installed.Key, $"{installed.Version}, hash {installed.Hash[..12]}"));
        var states = await nodes.Packages.WaitUntilSettledAsync(TimeSpan.FromSeconds(60), cancellationToken).ConfigureAwait(false);
        if (states.FirstOrDefault(state => state.Key == installed.Key && state.Reason is not null) is { } refused)
            throw new ToolException($"{refused.Node} refused {refused.Key}: {refused.Reason}");
        return !before.Any(package => package.Key == installed.Key);
    }
}
