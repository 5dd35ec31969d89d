using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Hosting;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Testing;

/// <summary>A node of a test's cluster, and what can go wrong with it.</summary>
public sealed class TestNode
{
    private readonly TestCluster _cluster;
    private readonly PumpContext _party;
    private readonly SimulatedLink _link;
    private readonly string _pluginKey;
    private AsyncServiceScope? _scope;

    internal TestNode(TestCluster cluster, PumpContext party, SimulatedLink link, PluginNode node, string pluginKey)
    {
        _cluster = cluster;
        _party = party;
        _link = link;
        _pluginKey = pluginKey;
        Node = node;
    }

    /// <summary>The node's name, as the timeline says it: <c>node-1</c> and so on.</summary>
    public string Name => _party.Name;

    /// <summary>The node.</summary>
    public PluginNode Node { get; }

    /// <summary>The cluster as the plugin sees it on this node.</summary>
    public ICluster Cluster => Plugin.Cluster;

    /// <summary>What the plugin has of its host on this node.</summary>
    public IPluginContext Context => Plugin.Services.GetRequiredService<IPluginContext>();

    /// <summary>Whether the node was killed or stopped.</summary>
    public bool HasLeft { get; private set; }

    internal PumpContext Party => _party;

    private RunningPlugin Plugin =>
        Node.Plugins.FirstOrDefault(plugin => plugin.Key == _pluginKey)
        ?? throw new InvalidOperationException(
            HasLeft ? $"{Name} has left the cluster; ask another node." : $"{_pluginKey} does not run on {Name}.\nWhat happened:\n{_cluster.Timeline}");

    /// <summary>A service of the plugin on this node, such as an annotated class; a scoped service from a scope of the test's.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no such service, or its types are not the test's.</exception>
    public T Get<T>()
        where T : notnull
    {
        _scope ??= Plugin.Services.CreateAsyncScope();
        if (_scope.Value.ServiceProvider.GetService<T>() is { } service)
            return service;
        throw new InvalidOperationException(_cluster.LoadsPackage
            ? $"{typeof(T)} is the test's type, and each node loaded the package for itself, so that its {typeof(T).Name} is another. Start the cluster with TestCluster.StartAsync<PluginManifest> to call into the plugin; with a package, look at the node's Cluster and at the Timeline."
            : $"The plugin has no service {typeof(T)}. Its annotated classes are registered by the generator; everything else in Plugin.ConfigureServices, or in the test's options.ConfigureServices.");
    }

    /// <summary>Runs code in the node's turn, where its jobs and handlers run.</summary>
    public Task RunAsync(Func<Task> body) => _party.RunAsync(body);

    /// <inheritdoc cref="RunAsync(Func{Task})"/>
    public Task<T> RunAsync<T>(Func<Task<T>> body) => _party.RunAsync(body);

    /// <summary>Stops the node's process in its tracks (SIGSTOP), while the world and its clock go on.</summary>
    public void Pause() => _party.Pump.SetPaused(_party, true);

    /// <summary>Lets a paused process go on (SIGCONT).</summary>
    public void Resume() => _party.Pump.SetPaused(_party, false);

    /// <summary>Ends the node's process at once (SIGKILL): no code of it runs any more.</summary>
    public void Kill()
    {
        HasLeft = true;
        _party.Pump.Kill(_party);
    }

    /// <summary>Cuts the node from the engine: requests and answers on their way are lost too.</summary>
    public void Cut() => _link.Cut();

    /// <summary>Connects the node to the engine again.</summary>
    public void Heal() => _link.Heal();

    /// <summary>Stops the node in order: its plugin comes to rest, and it leaves the cluster.</summary>
    public async Task StopAsync()
    {
        if (HasLeft)
            return;
        HasLeft = true;
        await _cluster.WhileTimePassesAsync(() => RunAsync(async () =>
        {
            if (_scope is { } scope)
                await scope.DisposeAsync();
            await Node.DisposeAsync();
        })).ConfigureAwait(false);
    }
}
