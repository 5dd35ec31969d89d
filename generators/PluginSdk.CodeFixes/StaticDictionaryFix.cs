using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using PluginSdk.Generators.Classes;

namespace PluginSdk.CodeFixes;

/// <summary>
/// Replaces a private static dictionary by a cluster cache (PSDK070), where each use of it is in an async method and has
/// a twin: get or add, set, remove, clear.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class StaticDictionaryFix() : ClusterCodeFix("PSDK070")
{
    private protected override (string Title, SyntaxNode Changed)? Fix(Defect defect, CancellationToken cancellationToken)
    {
        if (defect.Place.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { Parent: ClassDeclarationSyntax type, Declaration.Variables: [var variable] } field
            || defect.Model.GetDeclaredSymbol(variable, cancellationToken) is not IFieldSymbol { IsStatic: true, DeclaredAccessibility: Accessibility.Private } symbol
            || symbol.Type is not INamedTypeSymbol { Name: "Dictionary" or "ConcurrentDictionary", TypeArguments.Length: 2 }
            || field.Declaration.Type is not GenericNameSyntax { TypeArgumentList: { } arguments }
            || !symbol.ContainingType.DeclaringSyntaxReferences.All(reference => reference.SyntaxTree == type.SyntaxTree)
            || ClusterAccess.Find(symbol.ContainingType, cancellationToken) is null)
        {
            return null;
        }

        var name = PropertyName(symbol.Name);
        var cache = new CacheUses(name, arguments.Arguments[1].ToString());
        var uses = defect.Root.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(identifier => identifier.Identifier.ValueText == symbol.Name
                && SymbolEqualityComparer.Default.Equals(defect.Model.GetSymbolInfo(identifier, cancellationToken).Symbol, symbol))
            .Select(cache.Replace)
            .ToList();
        if (uses.Count == 0 || symbol.ContainingType.GetMembers(name).Length > 0 || uses.Any(use => use is null))
            return null;

        var root = defect.Root.TrackNodes([type, field, .. uses.Select(use => use!.Value.Old)]);
        foreach (var use in uses)
            root = root.ReplaceNode(root.GetCurrentNode(use!.Value.Old)!, use.Value.New);
        var declaration = NewMember.Parse($$"""
            [ClusterCache("{{name.ToLowerInvariant()}}")]
            private partial IClusterCache{{arguments}} {{name}} { get; }
            """);
        root = root.ReplaceNode(root.GetCurrentNode(field)!, declaration.WithLeadingTrivia(field.GetLeadingTrivia()).WithTrailingTrivia(field.GetTrailingTrivia()));
        var holder = root.GetCurrentNode(type)!;
        return ("Use a cluster cache", holder.Modifiers.Any(SyntaxKind.PartialKeyword) ? root : root.ReplaceNode(holder, MakePartialFix.WithPartial(holder)));
    }

    /// <summary><c>s_reports</c> and <c>_reports</c> become <c>Reports</c>.</summary>
    private static string PropertyName(string field)
    {
        var bare = field.Substring(field.LastIndexOf('_') + 1);
        return bare.Length == 0 ? "Cache" : char.ToUpperInvariant(bare[0]) + bare.Substring(1);
    }

    /// <summary>Rewrites the uses of the dictionary into calls of the cache.</summary>
    private sealed class CacheUses(string cache, string valueType)
    {
        public (SyntaxNode Old, SyntaxNode New)? Replace(IdentifierNameSyntax use)
        {
            if (!IsDirectlyInAsyncMethod(use))
                return null;
            return use.Parent switch
            {
                ElementAccessExpressionSyntax { ArgumentList.Arguments: [var key], Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax } set } element
                    when set.Left == element => (set, Await($"PutAsync({key}, {set.Right})", set)),
                MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } member when member.Expression == use => ReplaceCall(member.Name.Identifier.ValueText, call),
                _ => null,
            };
        }

        private (SyntaxNode Old, SyntaxNode New)? ReplaceCall(string method, InvocationExpressionSyntax call)
        {
            var arguments = call.ArgumentList.Arguments;
            var isStatement = call.Parent is ExpressionStatementSyntax;
            return method switch
            {
                "Clear" when isStatement => (call, Await("RemoveAllAsync()", call)),
                "Remove" when isStatement && arguments.Count == 1 => (call, Await($"RemoveAsync({arguments[0]})", call)),
                "TryRemove" when isStatement && arguments.Count == 2 => (call, Await($"RemoveAsync({arguments[0]})", call)),
                "GetOrAdd" when arguments.Count == 2 && Loader(arguments[1].Expression) is { } loader => (call, Await($"GetAsync({arguments[0]}, {loader})", call)),
                _ => null,
            };
        }

        private string? Loader(ExpressionSyntax factory) => factory switch
        {
            SimpleLambdaExpressionSyntax { ExpressionBody: { } body } lambda => $"({lambda.Parameter.Identifier}, _) => new ValueTask<{valueType}>({body})",
            IdentifierNameSyntax or MemberAccessExpressionSyntax => $"(key, _) => new ValueTask<{valueType}>({factory}(key))",
            _ => null,
        };

        private ExpressionSyntax Await(string call, ExpressionSyntax replaced)
        {
            var awaited = $"await {cache}.{call}";
            return SyntaxFactory.ParseExpression(replaced.Parent is MemberAccessExpressionSyntax ? $"({awaited})" : awaited)
                .WithTriviaFrom(replaced)
                .WithAdditionalAnnotations(Formatter.Annotation);
        }

        /// <summary>An instance method: the cache belongs to the instance.</summary>
        private static bool IsDirectlyInAsyncMethod(SyntaxNode use)
        {
            var function = use.Ancestors().FirstOrDefault(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax);
            return function is MethodDeclarationSyntax method && method.Modifiers.Any(SyntaxKind.AsyncKeyword) && !method.Modifiers.Any(SyntaxKind.StaticKeyword);
        }
    }
}
