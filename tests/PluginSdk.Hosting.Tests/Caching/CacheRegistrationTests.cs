using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PluginSdk.Runtime.InMemory;

namespace PluginSdk.Hosting.Tests.Caching;

/// <summary>The caches in applications, in real time; nothing here waits for the clock.</summary>
public sealed class CacheRegistrationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pluginsdk-caches-");
    private readonly InMemoryEngine _engine = new();

    private static CancellationToken Timeout => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Applications_without_any_plugin_share_their_caches()
    {
        using var first = Build("first");
        using var second = Build("second");
        await first.StartAsync(Timeout);
        await second.StartAsync(Timeout);

        await first.Services.GetRequiredService<IDistributedCache>().SetStringAsync("k", "1", Timeout);
        Assert.Equal("1", await second.Services.GetRequiredService<IDistributedCache>().GetStringAsync("k", Timeout));
        Assert.Equal("1", second.Services.GetRequiredService<IBufferDistributedCache>().GetString("k"));

        var value = await first.Services.GetRequiredService<HybridCache>().GetOrCreateAsync("k", static _ => ValueTask.FromResult("2"), cancellationToken: Timeout);
        Assert.Equal("2", value);
        Assert.Equal("2", await second.Services.GetRequiredService<HybridCache>().GetOrCreateAsync("k", static _ => ValueTask.FromResult("not made"), cancellationToken: Timeout));

        await first.StopAsync(Timeout);
        await second.StopAsync(Timeout);
    }

    [Fact]
    public async Task A_host_may_keep_the_values_in_its_own_distributed_cache()
    {
        var store = new MemoryCache();
        using var host = Build("own", services =>
        {
            services.AddKeyedSingleton<IDistributedCache>("store", store);
            services.Configure<PluginHostOptions>(options => options.UseDistributedCache(provider => provider.GetRequiredKeyedService<IDistributedCache>("store")));
        });
        await host.StartAsync(Timeout);
        await host.Services.GetRequiredService<IDistributedCache>().SetStringAsync("k", "1", Timeout);
        Assert.Equal("1", await host.Services.GetRequiredService<IDistributedCache>().GetStringAsync("k", Timeout));
        Assert.Single(store.Entries);
        await host.StopAsync(Timeout);
    }

    [Fact]
    public void A_cache_cannot_be_stored_in_itself()
    {
        using var host = Build("circle", services => services.Configure<PluginHostOptions>(options => options.UseDistributedCache()));
        var refused = Assert.Throws<InvalidOperationException>(host.Services.GetRequiredService<PluginHost>);
        Assert.Contains("AddClusterDistributedCache", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_are_validated_when_the_application_starts()
    {
        using var host = Build("wrong", services => services.AddClusterHybridCache(options => options.MaxEntries = 0));
        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Timeout));
    }

    [Fact]
    public void Adding_them_twice_adds_them_once()
    {
        var services = new ServiceCollection().AddClusterDistributedCache().AddClusterHybridCache();
        var count = services.Count;
        Assert.Equal(count, services.AddClusterDistributedCache().AddClusterHybridCache().Count);
    }

    private IHost Build(string name, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.FullName });
        builder.Services.AddPluginHost(options =>
        {
            options.NodeName = name;
            options.LocalHome = Path.Combine(_folder.FullName, name);
            options.UseEngine(_ => _engine);
        });
        builder.Services.AddClusterDistributedCache().AddClusterHybridCache();
        configure?.Invoke(builder.Services);
        return builder.Build();
    }

    private sealed class MemoryCache : IDistributedCache
    {
        public Dictionary<string, byte[]> Entries { get; } = new(StringComparer.Ordinal);

        public byte[]? Get(string key) => Entries.GetValueOrDefault(key);

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => Task.FromResult(Get(key));

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => Entries[key] = value;

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            Set(key, value, options);
            return Task.CompletedTask;
        }

        public void Refresh(string key) => throw new NotSupportedException();

        public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

        public void Remove(string key) => Entries.Remove(key);

        public Task RemoveAsync(string key, CancellationToken token = default)
        {
            Remove(key);
            return Task.CompletedTask;
        }
    }
}
