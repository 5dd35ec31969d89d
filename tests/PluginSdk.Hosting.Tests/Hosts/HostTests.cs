using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PluginSdk.Hosting.Tests.Probe;
using PluginSdk.Runtime.InMemory;

namespace PluginSdk.Hosting.Tests.Hosts;

/// <summary>Applications in real time; nothing here waits for the clock.</summary>
public sealed class HostTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pluginsdk-host-");
    private readonly InMemoryEngine _engine = new();
    private readonly ProbeLog _log = new();

    private static CancellationToken Timeout => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_host_calls_into_its_plugins_and_its_services_are_visible_to_them()
    {
        using var host = Build();
        await host.StartAsync(Timeout);
        var node = host.Services.GetRequiredService<PluginHost>().Node;
        var greeters = host.Services.GetRequiredService<IPluginServices<IGreeter>>();
        Assert.Empty(await greeters.InvokeAsync((greeter, token) => greeter.GreetAsync("hello", token), Timeout));

        await InstallAsync(node, ProbePlugin.Package());
        await InstallAsync(node, ProbePlugin.Package(key: "acme.other"));

        Assert.Equal(["hello from app", "hello from app"], await greeters.InvokeAsync((greeter, token) => greeter.GreetAsync("hello", token), Timeout));
        // Each call has a scope of its own, which ends with it.
        Assert.Equal(2, _log.Said.Count(said => said == "app scope ended"));
        await host.StopAsync(Timeout);
    }

    [Fact]
    public async Task A_plugin_that_was_called_and_uninstalled_leaves_nothing_in_memory()
    {
        using var host = Build();
        await host.StartAsync(Timeout);
        var node = host.Services.GetRequiredService<PluginHost>().Node;
        await InstallAsync(node, ProbePlugin.Package(defines: "BUSY"));
        await host.Services.GetRequiredService<IPluginServices<IGreeter>>().InvokeAsync((greeter, token) => greeter.GreetAsync("hello", token), Timeout);
        await UntilAsync(() => _log.Said.Contains("app heard local"));
        var contexts = LoadContexts.Alive();
        Assert.Single(contexts);

        await node.Packages.UninstallAsync(ProbePlugin.Key, Timeout);
        await UntilAsync(() => node.Plugins.Count == 0);
        await UntilAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return contexts.All(context => !context.IsAlive);
        });
        await host.StopAsync(Timeout);
    }

    [Fact]
    public async Task Every_plugin_is_tried_when_one_fails()
    {
        using var host = Build();
        await host.StartAsync(Timeout);
        var node = host.Services.GetRequiredService<PluginHost>().Node;
        await InstallAsync(node, ProbePlugin.Package());
        await InstallAsync(node, ProbePlugin.Package(key: "acme.other"));

        var failed = await Assert.ThrowsAsync<AggregateException>(() => host.Services.GetRequiredService<IPluginServices<IGreeter>>().InvokeAsync((greeter, token) => greeter.GreetAsync("fail", token), Timeout));
        Assert.Equal(2, failed.InnerExceptions.Count);
        await host.StopAsync(Timeout);
    }

    [Fact]
    public async Task Stopping_waits_for_calls_under_way()
    {
        using var host = Build();
        await host.StartAsync(Timeout);
        await InstallAsync(host.Services.GetRequiredService<PluginHost>().Node, ProbePlugin.Package());
        var call = host.Services.GetRequiredService<IPluginServices<IGreeter>>().InvokeAsync((greeter, token) => greeter.GreetAsync("wait", token), Timeout);
        Assert.False(call.IsCompleted);

        await host.StopAsync(Timeout);

        Assert.Equal(["wait from app"], await call);
        Assert.Contains("app scope ended", _log.Said);
    }

    [Fact]
    public async Task A_folder_of_packages_is_started_and_the_bad_ones_are_refused()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "a.cplugin"), ProbePlugin.Package(), Timeout);
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "b.cplugin"), [1, 2, 3], Timeout);
        using var host = Build(options => options.PackageFolder = _folder.FullName);
        await host.StartAsync(Timeout);

        Assert.Equal(ProbePlugin.Key, Assert.Single(host.Services.GetRequiredService<PluginHost>().Node.Plugins).Key);
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Timeout);
        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Contains("b.cplugin", report.Entries["plugin-host"].Description, StringComparison.Ordinal);
        await host.StopAsync(Timeout);
    }

    [Fact]
    public async Task A_host_whose_plugins_run_is_healthy()
    {
        using var host = Build();
        await host.StartAsync(Timeout);
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Timeout);
        Assert.Equal(HealthStatus.Healthy, report.Status);
        await host.StopAsync(Timeout);
    }

    [Theory]
    [InlineData("PluginHost:Redis", "127.0.0.1:1", "SharedHome")]
    [InlineData("PluginHost:PackageFolder", "/does/not/exist", "PackageFolder")]
    [InlineData("PluginHost:ClusterName", "no spaces", "ClusterName")]
    [InlineData("PluginHost:DrainTimeout", "00:00:00", "DrainTimeout")]
    [InlineData("PluginHost:NodeName", "", "NodeName")]
    [InlineData("PluginHost:Quorum:0", "127.0.0.1:1", "at least three")]
    [InlineData("PluginHost:Quorum:0", "127.0.0.1:1", "UseRedis")]
    public async Task Wrong_options_are_told_when_the_application_starts(string key, string value, string named)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.FullName });
        builder.Configuration.AddInMemoryCollection([new(key, value)]);
        builder.AddPluginHost();
        using var host = builder.Build();
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Timeout));
        Assert.Contains(named, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_option_an_application_is_a_standalone_node()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.FullName });
        builder.AddPluginHost();
        builder.Services.AddClusterPlugin<NumbersPlugin>();
        using var host = builder.Build();
        await host.StartAsync(Timeout);
        Assert.Equal(Path.Combine(_folder.FullName, "home", "shared-home", "plugins", "acme.numbers"), host.Services.GetRequiredService<IPluginContext>().Home.Shared);
        await host.StopAsync(Timeout);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var attempts = 0; !condition(); attempts++)
        {
            Assert.True(attempts < 1000, "The condition did not come true.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Timeout);
        }
    }

    private static async Task InstallAsync(PluginNode node, byte[] package)
    {
        await node.Packages.InstallAsync(package, "probe.cplugin", Timeout);
        Assert.All(await node.Packages.WaitUntilSettledAsync(TimeSpan.FromSeconds(30), Timeout), state => Assert.Equal(PackageState.Running, state.State));
    }

    private IHost Build(Action<PluginHostOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.FullName });
        builder.Services.AddSingleton<IProbe>(_log);
        builder.AddPluginHost(options =>
        {
            options.NodeName = "app";
            options.UseEngine(_ => _engine).ExportService<IProbe>().ShareContract(typeof(IGreeter).Assembly);
            configure?.Invoke(options);
        });
        return builder.Build();
    }
}
