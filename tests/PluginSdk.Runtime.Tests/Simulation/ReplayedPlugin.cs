using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Testing.Simulation;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Tests.Simulation;

/// <summary>A plugin that uses everything at once: a cached number, a lock around its change, a job and an event.</summary>
internal sealed class ReplayedPlugin(SimulatedNode node, Dictionary<int, int> source) : IPluginManifest
{
    private static readonly CacheDefinition<int, int> s_numbers = new("numbers", WireCodecs.Int32, WireCodecs.Int32, new CacheSettings());
    private static readonly EventDefinition<int> s_changed = new("changed", WireCodecs.Int32);
    private readonly PluginRuntime _runtime = node.Member.CreatePlugin("acme.replayed");

    public string Key => _runtime.Key;

    public string DescriptorJson => "{}";

    private ICluster Cluster => _runtime.Cluster;

    public Task StartAsync() => node.RunAsync(() => _runtime.StartAsync(this, new ServiceCollection().BuildServiceProvider(), CancellationToken.None));

    public Task StopAsync() => node.RunAsync(async () => await _runtime.DisposeAsync());

    public void ConfigureServices(IServiceCollection services)
    {
    }

    public void Register(IPluginRegistry registry)
    {
        registry.AddJob(new JobDefinition("tick", JobScope.Cluster, JobSchedule.Every(TimeSpan.FromSeconds(1)), async (_, run, token) => await ChangeAsync(run.ScheduledFor.Second, token)));
        registry.AddJob(new JobDefinition("look", JobScope.Node, JobSchedule.Every(TimeSpan.FromSeconds(2)), async (_, run, token) => await ReadAsync(run.ScheduledFor.Second % 3, token)));
        registry.AddLocalHandler(s_changed, async (key, _, token) => await ReadAsync(key, token));
        registry.AddRemoteHandler(s_changed, async (wrapper, _, token) => await ReadAsync(wrapper.Event, token));
    }

    /// <summary>Changes a number from outside of jobs, as a request would.</summary>
    public Task RequestAsync(int key) => node.RunAsync(() => ChangeAsync(key, CancellationToken.None));

    private async Task ChangeAsync(int key, CancellationToken token)
    {
        await using var lease = await Cluster.Locks.Get($"number/{key % 3}").AcquireAsync(token);
        source[key % 3] = source.GetValueOrDefault(key % 3) + 1;
        await Task.Delay(TimeSpan.FromMilliseconds(20), node.Time, token);
        await Cluster.Caches.Get(s_numbers).RemoveAsync(key % 3, token);
        await Cluster.Events.PublishAsync(s_changed, key % 3, token);
    }

    private async Task ReadAsync(int key, CancellationToken token) =>
        await Cluster.Caches.Get(s_numbers).GetAsync(key, async (wanted, loading) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(3), node.Time, loading);
            return source.GetValueOrDefault(wanted);
        }, token);
}
