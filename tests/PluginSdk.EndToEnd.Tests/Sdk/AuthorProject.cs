namespace PluginSdk.EndToEnd.Tests.Sdk;

/// <summary>Projects as an author writes them.</summary>
internal static class AuthorProject
{
    public const string Package = "bin/Debug/net10.0/Acme.Reports.1.0.0.cplugin";
    public const string Document = "bin/Debug/net10.0/plugin.json";

    /// <summary>A small plugin.</summary>
    public const string Source =
        """
        namespace Acme.Reports;

        public sealed partial class ReportService(ICluster cluster)
        {
            [ClusterCache("reports", Loader = nameof(LoadAsync), ExpireAfterWrite = "10m")]
            public partial IClusterCache<int, Report> Reports { get; }

            private static ValueTask<Report> LoadAsync(int id, CancellationToken cancellationToken) => new(new Report(id, "Report"));

            [ClusterLock("rebuild/{tenant}")]
            public partial Task RebuildAsync(string tenant, CancellationToken cancellationToken);

            private Task RebuildCoreAsync(string tenant, ClusterLockLease lease, CancellationToken cancellationToken) => Task.CompletedTask;

            [PerClusterJob("nightly", Cron = "0 3 * * *", TimeZone = "Europe/Zurich")]
            public Task NightlyAsync(JobRun run, CancellationToken cancellationToken) => Task.CompletedTask;

            [ClusterEventHandler]
            public Task OnLocal(ReportPublished published, CancellationToken cancellationToken) => Task.CompletedTask;

            [ClusterEventHandler]
            public Task OnRemote(ClusterEventWrapper<ReportPublished> published, CancellationToken cancellationToken) => Task.CompletedTask;
        }

        public sealed record Report(int Id, string Title);

        [ClusterEvent("report-published")]
        public sealed partial record ReportPublished(int Id, string Title);
        """;

    /// <summary>Writes the plugin's project; it keeps no wire contract unless it is <paramref name="withContract"/>.</summary>
    public static void WritePlugin(
        this Workspace workspace, FeedFixture feed, string folder = "", string properties = "", string items = "", bool withContract = false)
    {
        workspace.Write(Path.Combine(folder, "Acme.Reports.csproj"),
            $"""
            <Project Sdk="PluginSdk/{feed.Version}">
              <PropertyGroup>
                <PluginKey>acme.reports</PluginKey>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {(withContract ? "" : "<ClusterContractsFile>none</ClusterContractsFile>")}
                {properties}
              </PropertyGroup>
              {items}
            </Project>
            """);
        workspace.Write(Path.Combine(folder, "Reports.cs"), Source);
    }
}
