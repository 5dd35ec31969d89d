namespace PluginSdk.Runtime.Engine;

/// <summary>Something to append to the log.</summary>
/// <param name="Id">Makes the append idempotent.</param>
/// <param name="Topic">Who reads it: <c>event/acme.reports/report-published</c>, <c>cache/acme.reports/reports</c>.</param>
/// <param name="Payload">Its bytes.</param>
public readonly record struct LogAppend(AppendId Id, string Topic, ReadOnlyMemory<byte> Payload);
