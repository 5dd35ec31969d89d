namespace PluginSdk.Packaging.Tests;

/// <summary>Logs of the shape that the C# compiler writes for ErrorLog with version=2.1.</summary>
internal static class Sarif
{
    public const string Root = "/home/author/reports";

    public static string Log(string results = "", string rules = "", string overrides = "") =>
        $$"""
        {
          "$schema": "http://json.schemastore.org/sarif-2.1.0",
          "version": "2.1.0",
          "runs": [
            {
              "results": [{{results}}],
              "properties": { "analyzerExecutionTime": "0.1" },
              "tool": { "driver": { "name": "Microsoft (R) Visual C# Compiler", "rules": [{{rules}}] } },
              "invocations": [ { "executionSuccessful": true, "ruleConfigurationOverrides": [{{overrides}}] } ],
              "columnKind": "utf16CodeUnits"
            }
          ]
        }
        """;

    public static string Rule(string id, string level = "warning", string? suppressedBy = null) =>
        $$"""
        { "id": "{{id}}", "shortDescription": { "text": "…" }, "defaultConfiguration": { "level": "{{level}}" }
          , "properties": { "category": "PluginSdk" {{(suppressedBy is null ? "" : $$""", "isEverSuppressed": "true", "suppressionKinds": ["{{suppressedBy}}"]""")}} } }
        """;

    public static string Override(string id, string level) =>
        $$"""{ "descriptor": { "id": "{{id}}", "index": 0 }, "configuration": { "level": "{{level}}" } }""";

    public static string Result(string id, string level = "warning", string file = "Reports.cs", int line = 12, string? suppression = null) =>
        $$"""
        { "ruleId": "{{id}}", "ruleIndex": 0, "level": "{{level}}", "message": { "text": "what is wrong" }
          {{(suppression is null ? "" : $$""", "suppressions": [{{suppression}}]""")}}
          , "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "file://{{Root}}/{{file}}" }, "region": { "startLine": {{line}}, "startColumn": 1, "endLine": {{line}}, "endColumn": 2 } } } ]
          , "properties": { "warningLevel": 1 } }
        """;

    public static string Attribute(string? justification) => justification is null
        ? """{ "kind": "inSource", "properties": { "suppressionType": "SuppressMessageAttribute" } }"""
        : $$"""{ "kind": "inSource", "justification": "{{justification}}", "properties": { "suppressionType": "SuppressMessageAttribute" } }""";

    public const string Pragma = """{ "kind": "inSource", "properties": { "suppressionType": "Pragma Directive" } }""";
}
