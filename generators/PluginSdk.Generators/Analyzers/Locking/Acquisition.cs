using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>A place where a declared lock is taken: a guarded method is called, or a lock property is asked for a lease.</summary>
/// <param name="Lock">The method or property that declares the lock.</param>
/// <param name="Template">The lock's name as it is declared.</param>
/// <param name="Call">The call.</param>
internal sealed record Acquisition(ISymbol Lock, string Template, IInvocationOperation Call)
{
    private static readonly Regex s_hole = new(@"(?<!\{)\{([^{}]+)\}", RegexOptions.CultureInvariant);

    /// <summary>The lock's name with the parameters in it left open: one for all names that it can have.</summary>
    public string Pattern => PatternOf(Template);

    public static Acquisition? Of(IOperation operation)
    {
        if (operation is not IInvocationOperation call)
            return null;
        if (call.TargetMethod.Attribute(KnownNames.LockAttribute) is { } onMethod)
            return new Acquisition(call.TargetMethod, onMethod.NameArgument(), call);
        return IsLease(call)
            && call.Instance is IPropertyReferenceOperation { Property: { } property }
            && property.Attribute(KnownNames.LockAttribute) is { } onProperty
            ? new Acquisition(property, onProperty.NameArgument(), call)
            : null;
    }

    /// <summary>Whether the call gives a lease of a lock, declared or not.</summary>
    public static bool IsLease(IInvocationOperation call) =>
        call.TargetMethod.Name is "AcquireAsync" or "TryAcquireAsync" && call.TargetMethod.ContainingType.IsOrInherits(KnownNames.Lock);

    public static string PatternOf(string template) => s_hole.Replace(template, "{}");

    /// <summary>The names of the parameters in a template, in order.</summary>
    public static IReadOnlyList<string> Holes(string template) =>
        [.. s_hole.Matches(template).Cast<Match>().Select(match => match.Groups[1].Value)];
}
