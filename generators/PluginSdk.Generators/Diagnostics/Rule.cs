using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Diagnostics;

/// <summary>Makes descriptors that all have a help link and a category.</summary>
internal static class Rule
{
    public const string HelpFolder = "https://github.com/pluginsdk/pluginsdk/blob/main/runtime/PluginSdk/docs/";

    public static DiagnosticDescriptor Error(string id, string category, string title, string message) =>
        Create(id, category, title, message, DiagnosticSeverity.Error);

    public static DiagnosticDescriptor Warning(string id, string category, string title, string message) =>
        Create(id, category, title, message, DiagnosticSeverity.Warning);

    public static DiagnosticDescriptor Info(string id, string category, string title, string message) =>
        Create(id, category, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(string id, string category, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: $"{HelpFolder}{id}.md");
}
