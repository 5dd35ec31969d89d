using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Diagnostics;

/// <summary>Makes descriptors that all have a help link and a category.</summary>
internal static class Rule
{
    public const string HelpFolder = "https://github.com/pluginsdk/pluginsdk/blob/main/runtime/PluginSdk/docs/";

    /// <summary>For rules that look at the whole compilation: editors run them on a build only.</summary>
    public const string WholeCompilation = WellKnownDiagnosticTags.CompilationEnd;

    public static DiagnosticDescriptor Error(string id, string category, string title, string message, params string[] tags) =>
        Create(id, category, title, message, DiagnosticSeverity.Error, tags);

    public static DiagnosticDescriptor Warning(string id, string category, string title, string message, params string[] tags) =>
        Create(id, category, title, message, DiagnosticSeverity.Warning, tags);

    public static DiagnosticDescriptor Info(string id, string category, string title, string message, params string[] tags) =>
        Create(id, category, title, message, DiagnosticSeverity.Info, tags);

    private static DiagnosticDescriptor Create(string id, string category, string title, string message, DiagnosticSeverity severity, string[] tags) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: $"{HelpFolder}{id}.md", customTags: tags);
}
