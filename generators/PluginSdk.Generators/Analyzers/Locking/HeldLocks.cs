using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Locking;

namespace PluginSdk.Generators.Analyzers;

/// <summary>
/// Which declared locks are held at an operation: the one whose Core method it stands in, and those of lock properties
/// that were taken before it in the same block.
/// </summary>
internal static class HeldLocks
{
    /// <summary>The guarded method whose Core <paramref name="method"/> is, or null.</summary>
    public static (IMethodSymbol Method, string Template)? GuardOf(IMethodSymbol method)
    {
        foreach (var (member, attribute, name) in Declarations.Of(method.ContainingType))
        {
            if (name == KnownNames.LockAttribute && member is IMethodSymbol guarded && CoreMethodParser.NameOf(guarded.Name) == method.Name)
                return (guarded, attribute.NameArgument());
        }

        return null;
    }

    /// <summary>Pairs of a lock that is held and a lock that is taken under it.</summary>
    public static IEnumerable<(ISymbol Held, string Template, Acquisition Taken)> Nested(IOperation body, ISymbol containing)
    {
        var acquisitions = body.DescendantsAndSelf().Select(Acquisition.Of).OfType<Acquisition>().ToList();
        if (acquisitions.Count == 0)
            yield break;
        var guard = containing is IMethodSymbol method ? GuardOf(method) : null;
        foreach (var taken in acquisitions)
        {
            if (guard is { } held)
                yield return (held.Method, held.Template, taken);
            foreach (var before in acquisitions.Where(before => before.Lock is IPropertySymbol && IsHeldAt(before.Call, taken.Call)))
                yield return (before.Lock, before.Template, taken);
        }
    }

    /// <summary>A lease in a using statement is held in its body, any other one is taken to be held until the end of its block.</summary>
    private static bool IsHeldAt(IOperation lease, IOperation later)
    {
        if (later.Syntax.SpanStart <= lease.Syntax.Span.End)
            return false;
        var scope = lease.Parent;
        while (scope is not (null or IBlockOperation or IUsingOperation))
            scope = scope.Parent;
        if (scope is IUsingOperation statement && statement.Resources.Syntax.Span.Contains(lease.Syntax.Span))
            scope = statement.Body;
        return scope is not null && scope.Syntax.Span.Contains(later.Syntax.Span);
    }
}
