using System.Transactions;
using Microsoft.Extensions.Logging;

namespace AcmeReports;

/// <summary>Writes a report on one node and has it read on all of them.</summary>
public sealed partial class ReportService(ICluster cluster, IPluginContext context, ILogger<ReportService> logger)
{
    // Loaded once for the whole cluster, kept on every node, dropped everywhere when it is removed anywhere.
    [ClusterCache("reports", Loader = nameof(LoadAsync), ExpireAfterWrite = "10m", LoadOnce = LoadOnce.Cluster)]
    public partial IClusterCache<string, Report> Reports { get; }

    private static ValueTask<Report> LoadAsync(string shop, IReportStore store, CancellationToken ct) => store.LoadAsync(shop, ct);

    // Every three seconds, on one node of the cluster.
    [PerClusterJob("write", Every = "3s")]
    public async Task WriteAsync(JobRun run, IShop shop, IReportStore store, CancellationToken ct)
    {
        var report = new Report("Bern", run.ScheduledFor, await shop.SalesUntilAsync(run.ScheduledFor, ct));

        // The event and the invalidation leave this node when the transaction commits. If it does not, nobody hears of them.
        using var transaction = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        await Reports.RemoveAsync(report.Shop, ct);
        await cluster.Events.PublishAsync(new ReportPublished(report.Shop, report.Written), ct);
        if (report.Sales.Count == 0)
        {
            LogNothingSold(report.Shop);
            return;
        }

        await store.SaveAsync(report, ct);
        transaction.Complete();
    }

    // On the node that published.
    [ClusterEventHandler]
    public void OnPublished(ReportPublished published) => LogPublished(published.Shop);

    // On every other node.
    [ClusterEventHandler]
    public async Task OnPublishedElsewhere(ClusterEventWrapper<ReportPublished> published, CancellationToken ct)
    {
        var report = await Reports.GetAsync(published.Event.Shop, ct);
        LogRead(report.Shop, report.Total, published.Origin);
    }

    // On every node for itself; the lock lets one of them through.
    [PerNodeJob("summarize", Every = "4s")]
    public async Task SummarizeAsync(CancellationToken ct)
    {
        var result = await WriteSummaryAsync("Bern", ct);
        LogSummary(result.Acquired ? "wrote the summary" : "left the summary to another node");
    }

    [ClusterLock("summary/{shop}")]
    public partial Task<ClusterLockResult> WriteSummaryAsync(string shop, CancellationToken ct);

    private async Task WriteSummaryCoreAsync(string shop, ClusterLockLease lease, CancellationToken ct)
    {
        var report = await Reports.GetAsync(shop, ct);
        await Task.Delay(TimeSpan.FromMilliseconds(400), ct); // Summarizing takes its time.
        lease.ThrowIfLost();
        await File.WriteAllTextAsync(Path.Combine(context.Home.Shared, "summary.txt"), $"{report.Shop}: {report.Total}", ct);
        await File.WriteAllTextAsync(Path.Combine(context.Home.Local, "last-summary.txt"), $"{lease.FencingToken}", ct);
    }

    [LoggerMessage(1, LogLevel.Information, "{Shop} sold nothing: the report is not published")]
    private partial void LogNothingSold(string shop);

    [LoggerMessage(2, LogLevel.Information, "published the report of {Shop}")]
    private partial void LogPublished(string shop);

    [LoggerMessage(3, LogLevel.Information, "{Shop} sold {Total}, says {Origin}")]
    private partial void LogRead(string shop, decimal total, ClusterNode origin);

    [LoggerMessage(4, LogLevel.Information, "{What}")]
    private partial void LogSummary(string what);
}
