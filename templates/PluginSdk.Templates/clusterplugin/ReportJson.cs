using System.Text.Json.Serialization;

namespace AcmeReports;

[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJson : JsonSerializerContext;
