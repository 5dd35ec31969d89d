namespace PluginSdk.Generators.Tests;

/// <summary>Plugins that several tests look at.</summary>
internal static class Samples
{
    /// <summary>The plugin of the design's first page: all four attribute families in one class.</summary>
    public const string Reports = """
        using Microsoft.Extensions.DependencyInjection;

        namespace Acme.Reports;

        public sealed partial class ReportService(ICluster cluster)
        {
            [ClusterCache("reports", Loader = nameof(LoadAsync), ExpireAfterWrite = "10m", MaxEntries = 10_000)]
            public partial IClusterCache<int, Report> Reports { get; }

            private static ValueTask<Report> LoadAsync(int id, IReportStore store, CancellationToken ct) => store.LoadAsync(id, ct);

            [ClusterLock("rebuild/{tenant}", Wait = "5s")]
            public partial Task<ClusterLockResult> RebuildAsync(string tenant, CancellationToken ct);

            private async Task RebuildCoreAsync(string tenant, ClusterLockLease lease, CancellationToken ct)
            {
                await Task.Yield();
                lease.ThrowIfLost();
            }

            [ClusterLock("import")]
            public partial IClusterLock ImportLock { get; }

            [PerClusterJob("nightly", Cron = "0 3 * * *", TimeZone = "Europe/Zurich")]
            public async Task NightlyAsync(JobRun run, IReportStore store, CancellationToken ct) =>
                await cluster.Events.PublishAsync(new ReportPublished(Guid.Empty, (await store.LoadAsync(1, ct)).Title), ct);

            [PerNodeJob("sweep", Every = "30s")]
            public void Sweep()
            {
            }

            [ClusterEventHandler]
            public Task OnLocal(ReportPublished e, CancellationToken ct) => Task.CompletedTask;

            [ClusterEventHandler]
            public ValueTask OnRemote(ClusterEventWrapper<ReportPublished> e, CancellationToken ct) => default;
        }

        [ClusterEvent("report-published")]
        public sealed partial record ReportPublished(Guid Id, string Title);

        public sealed record Report(int Id, string Title);

        public interface IReportStore
        {
            ValueTask<Report> LoadAsync(int id, CancellationToken ct);
        }

        public static partial class Plugin
        {
            static partial void ConfigureServices(IServiceCollection services) => services.AddSingleton("configured");
        }
        """;
}
