using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Which methods call which, as far as their source is here, and which read a cluster cache.</summary>
internal sealed class CallSteps
{
    private readonly ConcurrentDictionary<ISymbol, ConcurrentBag<CallStep>> _steps = new(SymbolEqualityComparer.Default);

    public void Add(ISymbol caller, IOperation operation)
    {
        if (Of(operation) is { } step)
            _steps.GetOrAdd(caller.OriginalDefinition, static _ => []).Add(step);
    }

    /// <summary>The step that an operation is; null if it leads nowhere that is of interest.</summary>
    public static CallStep? Of(IOperation operation) => operation switch
    {
        IInvocationOperation call when IsRead(call.TargetMethod) => new CallStep(null, CacheOf(call), call.Syntax.GetLocation()),
        IInvocationOperation call when HasSource(call.TargetMethod) => new CallStep(call.TargetMethod.OriginalDefinition, null, call.Syntax.GetLocation()),
        IPropertyReferenceOperation { Property.GetMethod: { } getter } property when HasSource(getter) => new CallStep(getter.OriginalDefinition, null, property.Syntax.GetLocation()),
        _ => null,
    };

    public IEnumerable<CallStep> From(ISymbol method) =>
        _steps.TryGetValue(method.OriginalDefinition, out var steps) ? steps.OrderBy(static step => step.Place.SourceSpan.Start) : [];

    /// <summary>The cluster cache that a step reads in the end, and the methods on the way there; null if it reads none.</summary>
    public (string Cache, ImmutableArray<string> By)? FindRead(CallStep first)
    {
        var visited = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<(CallStep Step, ImmutableArray<string> By)>([(first, [])]);
        while (open.Count > 0)
        {
            var (step, by) = open.Dequeue();
            if (step.Cache is { } cache)
                return (cache, by);
            if (step.Target is not { } target || !visited.Add(target))
                continue;
            by = by.Add(target is IMethodSymbol { AssociatedSymbol: { } property } ? property.Name : target.Name);
            foreach (var next in From(target))
                open.Enqueue((next, by));
        }

        return null;
    }

    private static bool IsRead(IMethodSymbol method) =>
        (method.Name.StartsWith("Get", StringComparison.Ordinal) || method.Name.StartsWith("Contains", StringComparison.Ordinal))
        && (method.ContainingType.Is(KnownNames.Cache) || method.ContainingType.Is(KnownNames.Reference));

    private static bool HasSource(IMethodSymbol method) => !method.DeclaringSyntaxReferences.IsEmpty;

    private static string CacheOf(IInvocationOperation call) =>
        call.Instance is IPropertyReferenceOperation property ? property.Property.Name : call.TargetMethod.ContainingType.Name;
}
