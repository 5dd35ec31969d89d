using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginSdk.Generators.Caching;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Events;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Jobs;
using PluginSdk.Generators.Locking;

namespace PluginSdk.Generators.Analyzers;

/// <summary>
/// Reports what is wrong with a declaration, which the generator leaves out in silence: it runs the generator's own
/// parsers.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        GeneralRules.NotPartial, GeneralRules.NoCluster, GeneralRules.GenericClass, GeneralRules.WrongContainer,
        GeneralRules.InvalidName, GeneralRules.ParameterNotProvided, GeneralRules.Inaccessible,
        CacheRules.LoaderMissing, CacheRules.LoaderShape, CacheRules.Duration, CacheRules.PropertyShape, CacheRules.MaxEntries,
        CacheRules.Settings, CacheRules.Tags, CacheRules.MutableValue,
        JobRules.NoSchedule, JobRules.Cron, JobRules.Interval, JobRules.TimeZone, JobRules.MethodShape,
        EventRules.HandlerShape, EventRules.EventShape,
        LockRules.CoreMissing, LockRules.CoreShape, LockRules.Template, LockRules.Duration, LockRules.MemberShape,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            // Without the contract there is no attribute to look for.
            if (start.Compilation.GetTypeByMetadataName(KnownNames.PluginContract) is not null)
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var problems = new Problems();
        if (type.Attribute(KnownNames.EventAttribute) is { } attribute)
            EventParser.Parse(type, attribute, problems, context.CancellationToken);
        if (Declarations.HasAny(type))
        {
            CacheParser.Parse(type, problems, context.CancellationToken);
            LockParser.Parse(type, problems, context.CancellationToken);
            JobParser.Parse(type, KnownNames.ClusterJobAttribute, problems, context.CancellationToken);
            JobParser.Parse(type, KnownNames.NodeJobAttribute, problems, context.CancellationToken);
            HandlerParser.Parse(type, problems);
        }

        // A class with a cache and a lock has one reason not to be partial, not two.
        foreach (var problem in problems.All.GroupBy(problem => (problem.Rule.Id, problem.Place)).Select(same => same.First()))
            context.ReportDiagnostic(problem.ToDiagnostic(context.Options));
    }
}
