using Microsoft.Extensions.DependencyInjection;

namespace AcmeReports.Tests;

/// <summary>Three nodes in this process, on virtual time: seconds pass when a test says so.</summary>
public sealed class ReportServiceTests
{
    private static CancellationToken Timeout => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_that_one_node_writes_is_read_on_all()
    {
        await using var cluster = await TestCluster.StartAsync<PluginManifest>(3, With(new Shop(new Sale("Espresso", 3.50m))), Timeout);
        Assert.Empty((await cluster[1].Get<ReportService>().Reports.GetAsync("Bern", Timeout)).Sales);

        await cluster.AdvanceAsync(TimeSpan.FromSeconds(6), Timeout);

        foreach (var node in cluster)
            Assert.Equal(3.50m, (await node.Get<ReportService>().Reports.GetAsync("Bern", Timeout)).Total);
    }

    [Fact]
    public async Task The_job_runs_on_one_node_for_each_instant()
    {
        await using var cluster = await TestCluster.StartAsync<PluginManifest>(3, With(new Shop(new Sale("Espresso", 3.50m))), Timeout);

        await cluster.AdvanceAsync(TimeSpan.FromSeconds(30), Timeout);

        var slots = cluster.Timeline.Where(entry => entry.Kind == TimelineKind.JobStarted && entry.Subject == "write").Select(entry => entry.Detail).ToList();
        Assert.NotEmpty(slots);
        Assert.Equal(slots.Count, slots.Distinct().Count());
    }

    [Fact]
    public async Task Every_other_node_hears_once_of_a_report()
    {
        await using var cluster = await TestCluster.StartAsync<PluginManifest>(3, With(new Shop(new Sale("Espresso", 3.50m))), Timeout);

        await cluster.AdvanceAsync(TimeSpan.FromSeconds(3), Timeout);

        var publisher = Assert.Single(cluster.Timeline, entry => entry.Kind == TimelineKind.EventHandledLocally).Node;
        var elsewhere = cluster.Timeline.Where(entry => entry.Kind == TimelineKind.EventHandledRemotely).Select(entry => entry.Node).ToList();
        Assert.Equal(2, elsewhere.Count);
        Assert.DoesNotContain(publisher, elsewhere);
    }

    [Fact]
    public async Task A_report_without_sales_is_not_published()
    {
        await using var cluster = await TestCluster.StartAsync<PluginManifest>(3, With(new Shop()), Timeout);

        await cluster.AdvanceAsync(TimeSpan.FromSeconds(10), Timeout);

        Assert.Contains(cluster.Timeline, entry => entry.Kind == TimelineKind.EventDropped);
        Assert.DoesNotContain(cluster.Timeline, entry => entry.Kind == TimelineKind.EventPublished);
    }

    [Fact]
    public async Task The_summary_is_written_by_one_node_at_a_time()
    {
        await using var cluster = await TestCluster.StartAsync<PluginManifest>(2, With(new Shop(new Sale("Espresso", 3.50m))), Timeout);
        await using var held = await cluster[0].Cluster.Locks.Get("summary/Bern").AcquireAsync(Timeout);

        var result = await cluster[1].Get<ReportService>().WriteSummaryAsync("Bern", Timeout);

        Assert.False(result.Acquired);
    }

    [Fact]
    public async Task The_package_runs_on_three_nodes()
    {
        // Each node loads the package for itself, so that a static is as private to a node as in production.
        await using var cluster = await TestCluster.StartPackageAsync(TestCluster.PackageOf<PluginManifest>(), 3, Timeout);

        await cluster.AdvanceAsync(TimeSpan.FromSeconds(10), Timeout);

        Assert.Contains(cluster.Timeline, entry => entry.Kind == TimelineKind.JobStarted);
    }

    private static Action<TestClusterOptions> With(IShop shop) => options => options.ConfigureServices(services => services.AddSingleton(shop));

    private sealed class Shop(params Sale[] sales) : IShop
    {
        public ValueTask<IReadOnlyList<Sale>> SalesUntilAsync(DateTimeOffset moment, CancellationToken ct) => ValueTask.FromResult<IReadOnlyList<Sale>>(sales);
    }
}
