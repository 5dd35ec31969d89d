using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Reports two caches, jobs, events or locks of one name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateNameAnalyzer : DiagnosticAnalyzer
{
    private static readonly Regex s_hole = new(@"\{[^{}]*\}", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [CacheRules.DuplicateName, JobRules.DuplicateName, EventRules.DuplicateName, LockRules.DuplicateName];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.PluginContract) is null)
                return;
            var names = new ConcurrentBag<DeclaredName>();
            start.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, names, symbol.CancellationToken), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, names));
        });
    }

    private static void Collect(INamedTypeSymbol type, ConcurrentBag<DeclaredName> names, CancellationToken cancellationToken)
    {
        if (type.Attribute(KnownNames.EventAttribute) is { } attribute)
            names.Add(new(EventRules.DuplicateName, attribute.NameArgument(), type.Name, attribute.ArgumentPlace(null, cancellationToken)));
        foreach (var (member, declaring, kind) in Declarations.Of(type))
        {
            if (RuleFor(kind) is { } rule)
                names.Add(new(rule, declaring.NameArgument(), $"{type.Name}.{member.Name}", declaring.ArgumentPlace(null, cancellationToken)));
        }
    }

    private static DiagnosticDescriptor? RuleFor(string attribute) => attribute switch
    {
        KnownNames.CacheAttribute => CacheRules.DuplicateName,
        KnownNames.ClusterJobAttribute or KnownNames.NodeJobAttribute => JobRules.DuplicateName,
        KnownNames.LockAttribute => LockRules.DuplicateName,
        _ => null,
    };

    private static void Report(CompilationAnalysisContext context, ConcurrentBag<DeclaredName> names)
    {
        foreach (var same in names.GroupBy(name => (name.Rule.Id, s_hole.Replace(name.Name, "{}"))))
        {
            // The first in the order of files keeps the name; the order of files must not depend on the build.
            var ordered = same
                .OrderBy(name => name.Place?.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(name => name.Place?.SourceSpan.Start)
                .ToList();
            foreach (var later in ordered.Skip(1))
                context.ReportDiagnostic(new Problem(later.Rule, later.Place, later.Name, ordered[0].Member).ToDiagnostic(context.Options));
        }
    }

    private sealed record DeclaredName(DiagnosticDescriptor Rule, string Name, string Member, Location? Place);
}
