using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Injection;

namespace PluginSdk.Generators.Locking;

/// <summary>Finds the Core method of a guarded method and says what it takes.</summary>
internal static class CoreMethodParser
{
    private const string AsyncSuffix = "Async";

    /// <summary><c>RebuildAsync</c> has <c>RebuildCoreAsync</c>, <c>Rebuild</c> has <c>RebuildCore</c>.</summary>
    public static string NameOf(string guarded) =>
        guarded.EndsWith(AsyncSuffix, StringComparison.Ordinal) && guarded.Length > AsyncSuffix.Length
            ? guarded.Substring(0, guarded.Length - AsyncSuffix.Length) + "CoreAsync"
            : guarded + "Core";

    public static CoreMethod? Parse(IMethodSymbol guarded, Problems problems)
    {
        var name = NameOf(guarded.Name);
        var candidates = guarded.ContainingType.GetMembers(name).OfType<IMethodSymbol>()
            .OrderBy(method => method.ToDisplayString(), StringComparer.Ordinal)
            .ToList();
        if (candidates.Count == 0)
        {
            problems.AddFixable(LockRules.CoreMissing, guarded.Place(), Signature(guarded), name, guarded.Name, Signature(guarded));
            return null;
        }

        CoreMethod? best = null;
        var bestTakes = -1;
        (IMethodSymbol Method, string Reason)? wrong = null;
        foreach (var candidate in candidates)
        {
            if (Bind(candidate, guarded, out var core) is { } reason)
            {
                wrong ??= (candidate, reason);
                continue;
            }

            // Of overloads that fit, the one that takes most of what the guarded method was given.
            var takes = core!.Arguments.Count(argument => argument.Kind == CoreArgumentKind.Parameter);
            if (takes > bestTakes)
                (best, bestTakes) = (core, takes);
        }

        if (best is null)
            problems.Add(LockRules.CoreShape, wrong!.Value.Method.Place(), name, guarded.Name, wrong.Value.Reason, Signature(guarded));
        return best;
    }

    /// <summary>The signature to write, for messages and the code fix.</summary>
    public static string Signature(IMethodSymbol guarded)
    {
        var result = GuardedMethodParser.CoreResult(guarded);
        var returns = result is null ? "Task" : $"Task<{Short(result)}>";
        var parameters = guarded.Parameters
            .Where(parameter => !parameter.Type.IsCancellationToken())
            .Select(parameter => $"{Short(parameter.Type)} {TypeNames.Escaped(parameter.Name)}")
            .Concat(["ClusterLockLease lease", "CancellationToken cancellationToken"]);
        return $"private async {returns} {NameOf(guarded.Name)}{GuardedMethodParser.TypeParameters(guarded)}({string.Join(", ", parameters)})";
    }

    private static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>What is wrong with the candidate, or null with the Core method.</summary>
    private static string? Bind(IMethodSymbol candidate, IMethodSymbol guarded, out CoreMethod? core)
    {
        core = null;
        if (candidate.Arity != guarded.Arity)
            return $"it has {candidate.Arity} type parameters, not {guarded.Arity}";
        var method = candidate.Arity == 0 ? candidate : candidate.Construct([.. guarded.TypeParameters]);
        var returns = ReturnShape.Of(method);
        var result = GuardedMethodParser.CoreResult(guarded);
        if (returns.Kind is not (ReturnKind.Task or ReturnKind.ValueTask) || !SymbolEqualityComparer.Default.Equals(returns.Result, result))
            return $"it returns {Short(candidate.ReturnType)}";
        var arguments = new List<CoreArgument>();
        foreach (var parameter in method.Parameters)
        {
            if (Argument(parameter, guarded) is not { } argument)
                return $"its parameter '{parameter.Name}' is not one of '{guarded.Name}'";
            arguments.Add(argument);
        }

        core = new CoreMethod(
            TypeNames.Escaped(candidate.Name) + GuardedMethodParser.TypeParameters(guarded),
            candidate.IsStatic,
            returns.Kind == ReturnKind.ValueTask,
            arguments.ToEquatableArray());
        return null;
    }

    private static CoreArgument? Argument(IParameterSymbol parameter, IMethodSymbol guarded)
    {
        if (parameter.RefKind is not (RefKind.None or RefKind.In))
            return null;
        if (parameter.Type.IsCancellationToken())
            return new CoreArgument(CoreArgumentKind.Token, "");
        if (parameter.Type.Is(KnownNames.LockLease))
            return new CoreArgument(CoreArgumentKind.Lease, "");
        var source = guarded.Parameters.FirstOrDefault(candidate => candidate.Name == parameter.Name);
        return source is not null && SymbolEqualityComparer.Default.Equals(source.Type, parameter.Type)
            ? new CoreArgument(CoreArgumentKind.Parameter, TypeNames.Escaped(source.Name))
            : null;
    }
}
