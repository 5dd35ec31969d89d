namespace PluginSdk.Runtime;

internal sealed class PluginJobs(PluginRuntime plugin) : IClusterJobs
{
    public PluginRuntime Plugin => plugin;

    public IReadOnlyList<string> Names => [];

    public Task StartAsync(CancellationToken cancellationToken) => Task.FromResult(plugin);

    public IAsyncDisposable Schedule(JobDefinition job) => throw new NotSupportedException();

    public Task TriggerAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task StopAsync() => Task.FromResult(plugin);
}
