using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Manifest;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Reports a plugin's project without a usable key, at the project file.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PluginKeyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [GeneralRules.PluginKey];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(static context =>
        {
            var properties = new BuildProperties(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
            if ((properties.IsPlugin || properties.PluginKey is not null) && !PluginKey.IsValid(properties.PluginKey))
                context.ReportDiagnostic(new Problem(GeneralRules.PluginKey, Place(properties), properties.PluginKey ?? "").ToDiagnostic(context.Options));
        });
    }

    private static Location Place(BuildProperties properties) => properties["MSBuildProjectFullPath"] is { } path
        ? Location.Create(path, default, default(LinePositionSpan))
        : Location.None;
}
