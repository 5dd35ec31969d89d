namespace AcmeReports;

/// <summary>Tells every node that a shop has a new report. It carries the key, not the report: readers ask the cache.</summary>
[ClusterEvent("report-published")]
public sealed partial record ReportPublished(string Shop, DateTimeOffset Written);
