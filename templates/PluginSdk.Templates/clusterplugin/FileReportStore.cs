using System.Text.Json;

namespace AcmeReports;

/// <summary>Reports as files in the shared home: data that every node needs belongs there.</summary>
internal sealed class FileReportStore(IPluginContext context) : IReportStore
{
    public async ValueTask<Report> LoadAsync(string shop, CancellationToken ct)
    {
        if (!File.Exists(FileOf(shop)))
            return new Report(shop, DateTimeOffset.UnixEpoch, []);
        await using var file = File.OpenRead(FileOf(shop));
        return await JsonSerializer.DeserializeAsync(file, ReportJson.Default.Report, ct) ?? throw new InvalidDataException($"{FileOf(shop)} holds no report.");
    }

    public async ValueTask SaveAsync(Report report, CancellationToken ct)
    {
        // Other nodes may read at this moment: write aside, then move.
        var aside = Path.Combine(context.Home.Shared, Path.GetRandomFileName());
        await using (var file = File.Create(aside))
            await JsonSerializer.SerializeAsync(file, report, ReportJson.Default.Report, ct);
        File.Move(aside, FileOf(report.Shop), overwrite: true);
    }

    private string FileOf(string shop) => Path.Combine(context.Home.Shared, Uri.EscapeDataString(shop) + ".json");
}
