using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Recognizes operations on what the whole cluster sees.</summary>
internal static class ClusterState
{
    private static readonly string[] s_types = [KnownNames.Cache, KnownNames.Caches, KnownNames.Events, KnownNames.PluginHome];

    /// <summary>The first use of cluster state in or after an operation, as messages name it; null if there is none.</summary>
    /// <param name="root">What to search, nested functions included.</param>
    /// <param name="after">Only what comes later than this position in the source.</param>
    public static string? FirstUseIn(IOperation root, int after = 0)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            if (operation.Syntax.SpanStart >= after && Use(operation) is { } member)
                return $"{member.ContainingType.Name}.{member.Name}";
        }

        return null;
    }

    private static ISymbol? Use(IOperation operation)
    {
        ISymbol? member = operation switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };
        // The local home is the node's own.
        return member is not null && member.Name != "Local" && s_types.Any(member.ContainingType.Is) ? member : null;
    }
}
