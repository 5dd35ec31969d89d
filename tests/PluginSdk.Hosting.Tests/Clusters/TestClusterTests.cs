using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PluginSdk.Hosting.Tests.Hosts;
using PluginSdk.Hosting.Tests.Probe;
using PluginSdk.Runtime;
using PluginSdk.Testing;

namespace PluginSdk.Hosting.Tests.Clusters;

public sealed class TestClusterTests
{
    private static CancellationToken Timeout => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Services_are_replaced_for_all_nodes_or_for_one()
    {
        await using var cluster = await TestCluster.StartAsync<NumbersPlugin>(3, options => options
            .ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<NumbersPlugin.INumberSource>(new Fixed(7))))
            .ConfigureServices((services, node) =>
            {
                if (node == 2)
                    services.AddSingleton<NumbersPlugin.INumberSource>(new Fixed(9));
            }), Timeout);

        var loaded = await Task.WhenAll(cluster.Select(node => node.Get<NumbersPlugin.Numbers>().Source.LoadAsync(1).AsTask()));
        Assert.Equal([7, 7, 9], loaded);
        // The first node's load serves all: that is what a cluster's cache is for.
        Assert.Equal(7, await cluster[0].Get<NumbersPlugin.Numbers>().Cached.GetAsync(1, Timeout));
        Assert.Equal(7, await cluster[2].Get<NumbersPlugin.Numbers>().Cached.GetAsync(1, Timeout));
    }

    [Fact]
    public async Task Time_passes_only_when_the_test_says_so_and_then_at_once()
    {
        await using var cluster = await TestCluster.StartAsync<NumbersPlugin>(3, cancellationToken: Timeout);
        var start = cluster.Now;
        Assert.Empty(cluster.Timeline.Of(TimelineKind.JobStarted));

        await cluster.AdvanceAsync(TimeSpan.FromMinutes(1), Timeout);

        Assert.Equal(TimeSpan.FromMinutes(1), cluster.Now - start);
        Assert.Equal(6, cluster.Timeline.Of(TimelineKind.JobCompleted, "count").Count);
        Assert.Equal(6, cluster.Sum(node => node.Get<NumbersPlugin.Numbers>().Heard.Count(heard => heard.StartsWith("local", StringComparison.Ordinal))));
        Assert.Equal(12, cluster.Sum(node => node.Get<NumbersPlugin.Numbers>().Heard.Count(heard => heard.StartsWith("remote", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_call_that_waits_gets_the_time_it_needs()
    {
        await using var cluster = await TestCluster.StartAsync<NumbersPlugin>(2, cancellationToken: Timeout);
        var tokens = await cluster.WhileTimePassesAsync(() => Task.WhenAll(cluster.Select(node => node.Get<NumbersPlugin.Numbers>().WorkAsync(Timeout))), Timeout);

        Assert.NotEqual(tokens[0], tokens[1]);
        Assert.Equal(["LockAcquired", "LockReleased", "LockAcquired", "LockReleased"], cluster.Timeline.Where(entry => entry.Subject == "work").Select(entry => entry.Kind.ToString()).Where(kind => kind != "LockRefused"));
    }

    [Fact]
    public async Task Waiting_in_vain_ends_with_the_timeline()
    {
        await using var cluster = await TestCluster.StartAsync<NumbersPlugin>(1, cancellationToken: Timeout);
        var vain = await Assert.ThrowsAsync<TimeoutException>(() => cluster.WaitUntilAsync(() => cluster.Count == 2, TimeSpan.FromSeconds(15), Timeout));
        Assert.Contains("cluster.Count == 2", vain.Message, StringComparison.Ordinal);
        Assert.Contains("JobStarted acme.numbers count", vain.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_node_is_missed_by_the_others_which_go_on()
    {
        await using var cluster = await TestCluster.StartAsync<NumbersPlugin>(3, cancellationToken: Timeout);
        await cluster.WaitUntilAsync(() => cluster.All(node => node.Cluster.Nodes.Current.Count == 3), cancellationToken: Timeout);
        cluster[1].Kill();

        await cluster.WaitUntilAsync(() => cluster[0].Cluster.Nodes.Current.Count == 2, cancellationToken: Timeout);
        var before = cluster.Timeline.Of(TimelineKind.JobCompleted).Count;
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(1), Timeout);
        Assert.InRange(cluster.Timeline.Of(TimelineKind.JobCompleted).Count - before, 6, 7);
    }

    [Fact]
    public async Task A_licence_that_the_test_changes_is_seen_on_all_nodes()
    {
        await using var cluster = await TestCluster.StartAsync<NumbersPlugin>(3, cancellationToken: Timeout);
        Assert.All(cluster, node => Assert.True(node.Context.License.IsValid));
        cluster.SetLicense(new PluginLicense(LicenseState.Expired));
        Assert.All(cluster, node => Assert.Equal(LicenseState.Expired, node.Context.License.State));
    }

    [Fact]
    public async Task Asking_for_what_the_plugin_does_not_have_says_what_to_do()
    {
        await using var cluster = await TestCluster.StartAsync<NumbersPlugin>(1, cancellationToken: Timeout);
        var missing = Assert.Throws<InvalidOperationException>(cluster[0].Get<FormatException>);
        Assert.Contains("Plugin.ConfigureServices", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_cannot_be_constructed_fails_the_start_with_the_reason()
    {
        var refused = await Assert.ThrowsAsync<PluginRefusedException>(() => TestCluster.StartAsync<NumbersPlugin>(2, options => options.ConfigureServices(services => services.RemoveAll<NumbersPlugin.INumberSource>()), Timeout));
        Assert.Contains("INumberSource", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_is_loaded_once_for_each_node()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("pluginsdk-package-").FullName, "probe.cplugin");
        await File.WriteAllBytesAsync(path, ProbePlugin.Package(), Timeout);
        var log = new ProbeLog();
        await using var cluster = await TestCluster.StartPackageAsync(path, 3, options => options
            .ShareContract(typeof(IProbe).Assembly)
            .ConfigureServices(services => services.AddSingleton<IProbe>(log)), Timeout);

        Assert.Equal(3, log.Said.Count(said => said.EndsWith("instance 1", StringComparison.Ordinal)));
        var stranger = Assert.Throws<InvalidOperationException>(cluster[0].Get<NumbersPlugin.Numbers>);
        Assert.Contains("TestCluster.StartAsync<PluginManifest>", stranger.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_without_a_package_says_where_one_was_looked_for()
    {
        var missing = Assert.Throws<FileNotFoundException>(TestCluster.PackageOf<NumbersPlugin>);
        Assert.Contains("acme.numbers", missing.Message, StringComparison.Ordinal);
    }

    private sealed class Fixed(int number) : NumbersPlugin.INumberSource
    {
        public ValueTask<int> LoadAsync(int key) => ValueTask.FromResult(number);
    }
}
