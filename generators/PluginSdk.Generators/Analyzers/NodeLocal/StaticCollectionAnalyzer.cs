using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>
/// Reports collections that are static, or belong to the one instance of an annotated class, and are changed after
/// construction. A collection that its own type changes is reported while editing, one that only other types change in
/// a build.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticCollectionAnalyzer() : NodeLocalAnalyzer(NodeLocalRules.StaticCollection)
{
    private protected override void Register(CompilationStartAnalysisContext context, NodeLocalScope scope)
    {
        var reported = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        var foreign = new Changes();
        context.RegisterSymbolStartAction(
            type =>
            {
                var own = new Changes();
                type.RegisterOperationAction(
                    operation =>
                    {
                        if (CollectionChange.Of(operation) is { } collection && scope.Covers(collection) && LifeOf(collection) is not null)
                            (SymbolEqualityComparer.Default.Equals(collection.ContainingType, type.Symbol) ? own : foreign).Add(collection, operation);
                    },
                    CollectionChange.Kinds);
                type.RegisterSymbolEndAction(end =>
                {
                    foreach (var (collection, member) in own.All)
                    {
                        reported.TryAdd(collection, true);
                        end.ReportDiagnostic(ProblemOf(collection, member).ToDiagnostic(end.Options));
                    }
                });
            },
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var (collection, member) in foreign.All.Where(change => !reported.ContainsKey(change.Collection)))
                end.ReportDiagnostic(ProblemOf(collection, member).ToDiagnostic(end.Options));
        });
    }

    private Problem ProblemOf(ISymbol collection, string member) =>
        new(TheRule, collection.Place(), collection.Name, LifeOf(collection), member);

    /// <summary>How long the collection lives, for the message; null where it is not kept.</summary>
    private static string? LifeOf(ISymbol collection)
    {
        if (collection.Place() is null)
            return null;
        if (collection.IsStatic)
            return "a static collection";
        return CollectionTypes.IsKeyed(CollectionChange.TypeOf(collection)) && Declarations.HasAny(collection.ContainingType)
            ? "a collection of the one instance that each node has"
            : null;
    }

    /// <summary>The changes found, each collection with the member that comes first in the source: messages must not depend on threads.</summary>
    private sealed class Changes
    {
        private readonly ConcurrentDictionary<ISymbol, (string File, int Position, string Member)> _first = new(SymbolEqualityComparer.Default);

        public IEnumerable<(ISymbol Collection, string Member)> All => _first.Select(change => (change.Key, change.Value.Member));

        public void Add(ISymbol collection, OperationAnalysisContext operation)
        {
            var syntax = operation.Operation.Syntax;
            var change = (syntax.SyntaxTree.FilePath, syntax.SpanStart, operation.ContainingSymbol.Name);
            _first.AddOrUpdate(collection, change, (_, before) => IsEarlier(change, before) ? change : before);
        }

        private static bool IsEarlier((string File, int Position, string Member) left, (string File, int Position, string Member) right)
        {
            var byFile = string.CompareOrdinal(left.File, right.File);
            return byFile < 0 || (byFile == 0 && left.Position < right.Position);
        }
    }
}
