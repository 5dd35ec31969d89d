using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginSdk.Generators.Diagnostics;

namespace PluginSdk.CodeFixes;

/// <summary>Adds the loader of a cache (PSDK010) or the Core method of a guarded one (PSDK040), with the signature that the diagnostic names.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AddMethodFix() : ClusterCodeFix("PSDK010", "PSDK040")
{
    private protected override (string Title, SyntaxNode Changed)? Fix(Defect defect, CancellationToken cancellationToken)
    {
        if (!defect.Diagnostic.Properties.TryGetValue(Problems.FixProperty, out var signature)
            || signature is null
            || defect.Place.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
        {
            return null;
        }

        // Without an await in it, an async method would be a warning.
        var method = signature.Replace("private async ", "private ") + " => throw new NotImplementedException();";
        return ($"Add '{signature.Substring(0, signature.IndexOf('('))}'", NewMember.After(defect.Root, member, method));
    }
}
