using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginSdk.CodeFixes;

/// <summary>Says that each reader of a cache gets a value of its own (PSDK019, and PSDK016 where changeable values are refused).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class CopyValuesFix() : ClusterCodeFix("PSDK016", "PSDK019")
{
    private const string Setting = "Values";

    private protected override (string Title, SyntaxNode Changed)? Fix(Defect defect, CancellationToken cancellationToken)
    {
        if (defect.Place.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } property
            || property.AttributeLists.SelectMany(static list => list.Attributes).FirstOrDefault(IsCache) is not { } attribute)
        {
            return null;
        }

        var present = attribute.ArgumentList?.Arguments.FirstOrDefault(static argument => argument.NameEquals is { Name.Identifier.ValueText: Setting });
        if (present is not null ? !present.Span.IntersectsWith(defect.Place.Span) : defect.Diagnostic.Id == "PSDK016")
            return null;
        var copied = SyntaxFactory.ParseAttributeArgumentList($"({Setting} = CacheValues.Copied)")!.Arguments[0];
        var changed = present is not null
            ? attribute.ReplaceNode(present, copied.WithTriviaFrom(present))
            : attribute.AddArgumentListArguments(copied);
        return ("Give each reader a copy", defect.Root.ReplaceNode(attribute, changed));
    }

    private static bool IsCache(AttributeSyntax attribute) =>
        attribute.Name.ToString().Split('.').Last() is "ClusterCache" or "ClusterCacheAttribute";
}
