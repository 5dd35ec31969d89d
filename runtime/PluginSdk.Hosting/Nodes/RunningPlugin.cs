using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PluginSdk.Packaging;
using PluginSdk.Runtime;

namespace PluginSdk.Hosting;

/// <summary>A plugin that runs on a node.</summary>
public sealed class RunningPlugin
{
    private readonly PluginNode _node;
    private readonly PluginRuntime _runtime;
    private readonly CallCounter _calls = new();
    private readonly Stack<IHostedService> _hostedServices = new();
    private IAsyncDisposable? _ownServices;
    private PluginLoadContext? _loadContext;
    private IServiceProvider? _services;

    private RunningPlugin(PluginNode node, PluginRuntime runtime, PluginLoadContext? loadContext, PluginPackage? package)
    {
        _node = node;
        _runtime = runtime;
        _loadContext = loadContext;
        PackageHash = package?.Hash;
        Version = package?.Document.Version ?? "";
    }

    /// <summary>The plugin's key.</summary>
    public string Key => _runtime.Key;

    /// <summary>The version of its package; empty without one.</summary>
    public string Version { get; }

    /// <summary>The package it was loaded from; null if the application itself contains the plugin.</summary>
    public string? PackageHash { get; }

    /// <summary>The cluster as the plugin sees it.</summary>
    public ICluster Cluster => _runtime.Cluster;

    /// <summary>The plugin's services.</summary>
    /// <exception cref="ObjectDisposedException">The plugin has stopped.</exception>
    internal IServiceProvider Services =>
        _services ?? throw new ObjectDisposedException(Key, $"The plugin {Key} has stopped on {_node.Member.Node}.");

    internal CallCounter Calls => _calls;

    /// <summary>Starts a plugin in a service provider of its own.</summary>
    internal static async Task<RunningPlugin> StartAsync(PluginNode node, IPluginManifest manifest, PluginLoadContext? loadContext, PluginPackage? package, CancellationToken cancellationToken)
    {
        manifest = node.Options.ObserveManifest?.Invoke(manifest) ?? manifest;
        var plugin = new RunningPlugin(node, node.Member.CreatePlugin(manifest.Key), loadContext, package);
        try
        {
            var services = PluginServiceCollection.Build(manifest, plugin._runtime, node, package);
            plugin._services = services;
            plugin._ownServices = services;
            await plugin.StartAsync(manifest, cancellationToken);
            return plugin;
        }
        catch
        {
            await plugin.StopAsync();
            throw;
        }
    }

    /// <summary>Starts a plugin whose services are the application's own.</summary>
    internal static async Task<RunningPlugin> StartInApplicationAsync(PluginNode node, IPluginManifest manifest, PluginRuntime runtime, IServiceProvider services, CancellationToken cancellationToken)
    {
        var plugin = new RunningPlugin(node, runtime, null, null) { _services = services };
        try
        {
            await runtime.StartAsync(manifest, services, cancellationToken);
            return plugin;
        }
        catch
        {
            await plugin.StopAsync();
            throw;
        }
    }

    /// <summary>
    /// Lets no new calls in, waits for those under way as long as the node's drain timeout, and unloads. Never throws: what
    /// fails is logged, and the node goes on.
    /// </summary>
    internal async Task StopAsync()
    {
        var logger = _node.Logger;
        try
        {
            await DrainAsync().WaitAsync(_node.Options.DrainTimeout, _node.Options.Member.TimeProvider);
        }
        catch (TimeoutException)
        {
            logger.PluginDidNotDrain(Key, _node.Options.DrainTimeout);
        }
#pragma warning disable CA1031 // A plugin that fails to stop must not keep the others from stopping.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.PluginFailedToStop(failure, Key);
        }
        await DisposeServicesAsync(logger);
        _services = null;
        _hostedServices.Clear();
        _loadContext?.Unload();
        _loadContext = null;
    }

    private async Task StartAsync(IPluginManifest manifest, CancellationToken cancellationToken)
    {
        await _runtime.StartAsync(manifest, Services, cancellationToken);
        foreach (var service in Services.GetServices<IHostedService>())
        {
            _hostedServices.Push(service);
            await service.StartAsync(cancellationToken);
        }
    }

    /// <summary>All at once: the runtime's stop cancels what listens to it, and nobody's slowness keeps that from the others.</summary>
    private Task DrainAsync() => Task.WhenAll(_calls.CloseAsync(), StopHostedServicesAsync(), _runtime.DisposeAsync().AsTask());

    private async Task StopHostedServicesAsync()
    {
        foreach (var service in _hostedServices)
            await service.StopAsync(CancellationToken.None);
    }

    private async Task DisposeServicesAsync(ILogger logger)
    {
        try
        {
            if (_ownServices is { } services)
                await services.DisposeAsync();
        }
#pragma warning disable CA1031 // As above.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.PluginFailedToStop(failure, Key);
        }
        _ownServices = null;
    }
}
