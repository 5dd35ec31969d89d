namespace AcmeReports;

/// <summary>Keeps the newest report of each shop.</summary>
public interface IReportStore
{
    /// <summary>The shop's report, or an empty one if none was written yet.</summary>
    ValueTask<Report> LoadAsync(string shop, CancellationToken ct);

    ValueTask SaveAsync(Report report, CancellationToken ct);
}
