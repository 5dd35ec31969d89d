using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization;

/// <summary>
/// Reports what the serialization generator leaves out in silence: at the member, with the path from the annotated
/// declaration that reaches it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SerializationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        SerializationRules.NotSerializable, SerializationRules.ForeignType, SerializationRules.NeedsUnion,
        SerializationRules.Inaccessible, SerializationRules.NoConstructor, SerializationRules.NotSent,
        SerializationRules.KeyConflict, SerializationRules.FormatterIgnored, SerializationRules.BridgeMissing,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.PluginContract) is null)
                return;

            // One walk over everything, made when the first type asks; each type then reports its own findings, so that an
            // editor shows them without a build.
            var findings = new Lazy<ILookup<ISymbol?, SerializationFinding>>(
                () => SerializationFindings.Of(start.Compilation.Assembly), LazyThreadSafetyMode.PublicationOnly);
            start.RegisterSymbolAction(symbol => Report(symbol, findings.Value), SymbolKind.NamedType);
            if (MessagePackBridge.IsMissing(start.Compilation))
                start.RegisterCompilationEndAction(ReportMissingBridge);
        });
    }

    private static void Report(SymbolAnalysisContext context, ILookup<ISymbol?, SerializationFinding> findings)
    {
        foreach (var finding in findings[context.Symbol])
            context.ReportDiagnostic(ProblemOf(finding).ToDiagnostic(context.Options));
    }

    private static void ReportMissingBridge(CompilationAnalysisContext context)
    {
        if (SerializationFindings.RootsOf(context.Compilation.Assembly).FirstOrDefault() is { } root)
            context.ReportDiagnostic(new Problem(SerializationRules.BridgeMissing, root.Place()).ToDiagnostic(context.Options));
    }

    private static Problem ProblemOf(SerializationFinding finding)
    {
        var issue = finding.Issue;
        var subject = issue.Symbol is INamedTypeSymbol type ? $"'{TypeNames.Plain(type)}'" : $"'{issue.Symbol.ContainingType.Name}.{issue.Symbol.Name}'";
        var about = issue.Type is null ? "" : TypeNames.Plain(issue.Type);
        var detail = issue.Problem is WireProblem.NotSerializable or WireProblem.TrackedEntity
            ? UnserializableReason.Of(issue)
            : about;
        if (issue.Problem != WireProblem.ForeignType)
            return new Problem(RuleOf(issue.Problem), finding.Place, subject, detail, finding.Path, issue.Detail);
        var (why, advice) = ForeignTypeText.Of(issue.Type!);
        return new Problem(RuleOf(issue.Problem), finding.Place, subject, detail, finding.Path, advice, why);
    }

    private static DiagnosticDescriptor RuleOf(WireProblem problem) => problem switch
    {
        WireProblem.ForeignType => SerializationRules.ForeignType,
        WireProblem.NeedsUnion => SerializationRules.NeedsUnion,
        WireProblem.Inaccessible => SerializationRules.Inaccessible,
        WireProblem.NoConstructor => SerializationRules.NoConstructor,
        WireProblem.NotSent => SerializationRules.NotSent,
        WireProblem.FormatterIgnored => SerializationRules.FormatterIgnored,
        WireProblem.KeyConflict => SerializationRules.KeyConflict,
        _ => SerializationRules.NotSerializable,
    };
}
