using Microsoft.Extensions.Hosting;
using PluginSdk.Hosting;
using PluginSdk.Runtime;
using PluginSdk.Runtime.InMemory;

namespace PluginSdk.Tool.Nodes;

/// <summary>N nodes in this process: a host and a load context of the plugin for each, on one in-memory engine.</summary>
internal sealed class InProcessNodes : IRunningNodes
{
    private readonly InMemoryEngine _engine = new();
    private readonly List<IHost> _hosts = [];

    private InProcessNodes() => Packages = new PackageStore(_engine);

    public PackageStore Packages { get; }

    /// <summary>Never: nodes in this process end with it.</summary>
    public Task<string> Ended { get; } = new TaskCompletionSource<string>().Task;

    public static async Task<InProcessNodes> StartAsync(NodeSettings settings, ITimeline timeline, CancellationToken cancellationToken)
    {
        var nodes = new InProcessNodes();
        try
        {
            foreach (var name in settings.Names)
            {
                var host = NodeHost.Build(name, settings, nodes._engine, timeline);
                await StartAsync(host, cancellationToken).ConfigureAwait(false);
                nodes._hosts.Add(host);
            }

            return nodes;
        }
        catch
        {
            await nodes.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task StartAsync(IHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_hosts.Select(host => host.StopAsync())).ConfigureAwait(false);
        foreach (var host in _hosts)
            host.Dispose();
        await _engine.DisposeAsync().ConfigureAwait(false);
    }
}
