using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Wire;

namespace PluginSdk.Hosting.Tests.Hosts;

/// <summary>A plugin as part of an application or of a test: what a generator would write, by hand.</summary>
public sealed class NumbersPlugin : IPluginManifest
{
    public string Key => "acme.numbers";

    public string DescriptorJson => "{}";

    public void ConfigureServices(IServiceCollection services)
    {
        services.AddSingleton<Numbers>();
        services.AddSingleton<INumberSource, ZeroSource>();
    }

    public void Register(IPluginRegistry registry)
    {
        registry.AddService(typeof(Numbers));
        registry.AddJob(new JobDefinition("count", JobScope.Cluster, JobSchedule.Every(TimeSpan.FromSeconds(10)), static (services, run, token) => services.GetRequiredService<Numbers>().CountAsync(run, token)));
        registry.AddLocalHandler(Numbers.Counted, static (number, services, _) => services.GetRequiredService<Numbers>().HeardAsync($"local {number}"));
        registry.AddRemoteHandler(Numbers.Counted, static (wrapper, services, _) => services.GetRequiredService<Numbers>().HeardAsync($"remote {wrapper.Event}"));
    }

    public interface INumberSource
    {
        ValueTask<int> LoadAsync(int key);
    }

    public sealed class ZeroSource : INumberSource
    {
        public ValueTask<int> LoadAsync(int key) => ValueTask.FromResult(0);
    }

    public sealed class Numbers(IPluginContext context, INumberSource source, TimeProvider time)
    {
        public static readonly EventDefinition<int> Counted = new("counted", WireCodecs.Int32);
        private static readonly CacheDefinition<int, int> s_cached = new("cached", WireCodecs.Int32, WireCodecs.Int32, new CacheSettings())
        {
            Loader = static (key, services, _) => services.GetRequiredService<INumberSource>().LoadAsync(key),
        };

        private readonly List<string> _heard = [];

        public INumberSource Source => source;

        public string PluginKey => context.PluginKey;

        public IClusterCache<int, int> Cached => context.Cluster.Caches.Get(s_cached);

        public IReadOnlyList<string> Heard
        {
            get
            {
                lock (_heard)
                    return [.. _heard];
            }
        }

        public async Task CountAsync(JobRun run, CancellationToken token) =>
            await context.Cluster.Events.PublishAsync(Counted, (int)(run.ScheduledFor - DateTimeOffset.UnixEpoch).TotalSeconds % 1000, token);

        public Task HeardAsync(string what)
        {
            lock (_heard)
                _heard.Add(what);
            return Task.CompletedTask;
        }

        /// <summary>Takes a while, under a lock.</summary>
        public async Task<long> WorkAsync(CancellationToken token)
        {
            await using var lease = await context.Cluster.Locks.Get("work").AcquireAsync(token);
            await Task.Delay(TimeSpan.FromSeconds(5), time, token);
            return lease.FencingToken;
        }
    }
}
