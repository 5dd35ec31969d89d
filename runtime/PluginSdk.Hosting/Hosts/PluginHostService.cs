using Microsoft.Extensions.Hosting;

namespace PluginSdk.Hosting;

/// <summary>Starts and stops the node with the application.</summary>
internal sealed class PluginHostService(PluginHost host) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => host.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => host.StopAsync();
}
