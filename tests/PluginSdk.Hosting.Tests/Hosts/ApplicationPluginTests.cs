using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PluginSdk.Runtime.InMemory;

namespace PluginSdk.Hosting.Tests.Hosts;

public sealed class ApplicationPluginTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pluginsdk-app-");
    private readonly InMemoryEngine _engine = new();

    private static CancellationToken Timeout => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Three_applications_without_packages_are_one_cluster()
    {
        using var first = Build<NumbersPlugin>("first");
        using var second = Build<NumbersPlugin>("second");
        using var third = Build<NumbersPlugin>("third");
        IHost[] hosts = [first, second, third];
        foreach (var host in hosts)
            await host.StartAsync(Timeout);

        var cached = hosts.Select(host => host.Services.GetRequiredService<NumbersPlugin.Numbers>().Cached).ToList();
        await cached[0].PutAsync(1, 42, Timeout);
        Assert.Equal(42, await cached[2].GetAsync(1, Timeout));

        await first.Services.GetRequiredService<ICluster>().Events.PublishAsync(NumbersPlugin.Numbers.Counted, 5, Timeout);
        await Until(() => hosts.Skip(1).All(host => host.Services.GetRequiredService<NumbersPlugin.Numbers>().Heard.Contains("remote 5")));
        Assert.Contains("local 5", first.Services.GetRequiredService<NumbersPlugin.Numbers>().Heard);

        foreach (var host in hosts)
            await host.StopAsync(Timeout);
    }

    [Fact]
    public async Task Two_plugins_in_one_application_each_have_their_own_cluster()
    {
        using var host = Build<NumbersPlugin>("both", services => services.AddClusterPlugin<OtherPlugin>());
        await host.StartAsync(Timeout);

        Assert.Equal("acme.numbers", host.Services.GetRequiredService<NumbersPlugin.Numbers>().PluginKey);
        Assert.Equal("acme.elsewhere", host.Services.GetRequiredService<OtherPlugin.Service>().Context.PluginKey);
        Assert.Equal("acme.elsewhere", host.Services.GetRequiredKeyedService<IPluginContext>("acme.elsewhere").PluginKey);
        var ambiguous = Assert.Throws<InvalidOperationException>(host.Services.GetRequiredService<ICluster>);
        Assert.Contains("[FromKeyedServices(\"acme.numbers\")]", ambiguous.Message, StringComparison.Ordinal);
        await host.StopAsync(Timeout);
    }

    [Fact]
    public async Task An_application_whose_own_plugin_cannot_start_does_not_start()
    {
        using var host = Build<NumbersPlugin>("broken", services => services.AddClusterPlugin<BrokenPlugin>());
        var refused = await Assert.ThrowsAsync<PluginRefusedException>(() => host.StartAsync(Timeout));
        Assert.Equal("acme.broken", refused.PluginKey);
        await host.StopAsync(Timeout);
    }

    [Fact]
    public void Adding_a_plugin_twice_adds_it_once()
    {
        var services = new ServiceCollection().AddClusterPlugin<NumbersPlugin>();
        var count = services.Count;
        Assert.Equal(count, services.AddClusterPlugin<NumbersPlugin>().Count);
    }

    private static async Task Until(Func<bool> condition)
    {
        for (var attempts = 0; !condition(); attempts++)
        {
            Assert.True(attempts < 1000, "The condition did not come true.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Timeout);
        }
    }

    private IHost Build<TManifest>(string name, Action<IServiceCollection>? configure = null)
        where TManifest : IPluginManifest, new()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.FullName });
        builder.Services.AddPluginHost(options =>
        {
            options.NodeName = name;
            options.LocalHome = Path.Combine(_folder.FullName, name);
            options.UseEngine(_ => _engine);
        });
        builder.Services.AddClusterPlugin<TManifest>();
        configure?.Invoke(builder.Services);
        return builder.Build();
    }

    public sealed class OtherPlugin : IPluginManifest
    {
        public string Key => "acme.elsewhere";

        public string DescriptorJson => "{}";

        public void ConfigureServices(IServiceCollection services) => services.AddSingleton<Service>();

        public void Register(IPluginRegistry registry) => registry.AddService(typeof(Service));

        public sealed class Service(IPluginContext context)
        {
            public IPluginContext Context => context;
        }
    }

    public sealed class BrokenPlugin : IPluginManifest
    {
        public string Key => "acme.broken";

        public string DescriptorJson => "{}";

        public void ConfigureServices(IServiceCollection services)
        {
        }

        public void Register(IPluginRegistry registry) => registry.AddService(typeof(OtherPlugin));
    }
}
