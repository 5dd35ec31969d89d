using System.Text.Json.Serialization;

namespace Acme.Reports;

[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJson : JsonSerializerContext;
