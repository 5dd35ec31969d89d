using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;

namespace PluginSdk.CodeFixes;

/// <summary>What the code fixes have in common: they edit one document, and are offered only when they change something.</summary>
public abstract class ClusterCodeFix : CodeFixProvider
{
    private protected ClusterCodeFix(params string[] ids) => FixableDiagnosticIds = [.. ids];

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            var place = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (Fix(new Defect(root, model, place, diagnostic), context.CancellationToken) is not var (title, changed))
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(title, token => Formatter.FormatAsync(context.Document.WithSyntaxRoot(changed), Formatter.Annotation, cancellationToken: token), diagnostic.Id),
                diagnostic);
        }
    }

    /// <summary>The title of the fix and the changed document, or null where there is nothing mechanical to do.</summary>
    private protected abstract (string Title, SyntaxNode Changed)? Fix(Defect defect, CancellationToken cancellationToken);

    /// <summary>A diagnostic and where it is.</summary>
    private protected sealed record Defect(SyntaxNode Root, SemanticModel Model, SyntaxNode Place, Diagnostic Diagnostic);
}
