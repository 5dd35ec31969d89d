using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Injection;

namespace PluginSdk.Generators.Locking;

/// <summary>Reads a guarded method.</summary>
internal static class GuardedMethodParser
{
    public static GuardedMethod? Parse(IMethodSymbol method, AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        var before = problems.Errors;
        var modifiers = MemberModifiers.Of(method, cancellationToken);
        if (modifiers is null)
        {
            problems.Add(GeneralRules.NotPartial, method.Place(), method.Name);
            return null;
        }

        if (ReasonAgainst(method, cancellationToken) is { } reason)
        {
            problems.Add(LockRules.MemberShape, method.Place(), method.Name, reason);
            return null;
        }

        var name = LockNameTemplate.Parse(method, attribute, problems, cancellationToken);
        var wait = LockParser.ParseWait(attribute, problems, cancellationToken);
        var settings = LockParser.ParseSettings(attribute, problems, cancellationToken);
        var core = CoreMethodParser.Parse(method, problems);
        if (problems.Errors != before || core is null || name is null)
            return null;
        var token = method.Parameters.FirstOrDefault(parameter => parameter.Type.IsCancellationToken());
        return new GuardedMethod(
            attribute.NameArgument(),
            method.PlainName(),
            modifiers,
            TypeNames.Signature(method.ReturnType),
            TypeNames.Escaped(method.Name),
            TypeParameters(method),
            TypeParameterConstraints.Of(method).ToEquatableArray(),
            method.Parameters.Select(Parameter).ToEquatableArray(),
            name,
            wait,
            settings,
            IsResult(ReturnShape.Of(method).Result),
            ReturnShape.Of(method).Kind == ReturnKind.ValueTask,
            token is null ? null : TypeNames.Escaped(token.Name),
            core);
    }

    /// <summary>Whether the method reports a lock that is taken instead of throwing.</summary>
    public static bool IsResult(ITypeSymbol? result) => result.Is(KnownNames.LockResult) || result.Is(KnownNames.LockResultOfT);

    /// <summary>What Core gives: the result, or that inside of a <c>ClusterLockResult&lt;T&gt;</c>; null for none.</summary>
    public static ITypeSymbol? CoreResult(IMethodSymbol method) => ReturnShape.Of(method).Result switch
    {
        { } result when result.Is(KnownNames.LockResult) => null,
        INamedTypeSymbol result when result.Is(KnownNames.LockResultOfT) => result.TypeArguments[0],
        var result => result,
    };

    public static string TypeParameters(IMethodSymbol method) => method.Arity == 0
        ? ""
        : $"<{string.Join(", ", method.TypeParameters.Select(parameter => TypeNames.Escaped(parameter.Name)))}>";

    private static string? ReasonAgainst(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (method.IsStatic)
            return "it is static and has no cluster";
        if (ReturnShape.Of(method).Kind is not (ReturnKind.Task or ReturnKind.ValueTask))
            return $"it returns {TypeNames.Plain(method.ReturnType)}";
        if (GeneratedCode.IsByHand(method.PartialImplementationPart, cancellationToken) || !method.IsPartialDefinition)
            return "it has a body of its own; move that to its Core method";
        var odd = method.Parameters.FirstOrDefault(parameter =>
            parameter.RefKind is RefKind.Ref or RefKind.Out || parameter.Type.IsRefLikeType || parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer);
        if (odd is not null)
            return $"its parameter '{odd.Name}' cannot outlive an await";
        return method.Parameters.Count(parameter => parameter.Type.IsCancellationToken()) > 1 ? "it takes two cancellation tokens" : null;
    }

    private static GuardedParameter Parameter(IParameterSymbol parameter)
    {
        var modifier = parameter switch
        {
            { IsParams: true } => "params ",
            { RefKind: RefKind.In } => "in ",
            { RefKind: RefKind.RefReadOnlyParameter } => "ref readonly ",
            _ => "",
        };
        var name = TypeNames.Escaped(parameter.Name);
        return new GuardedParameter(name, $"{modifier}{TypeNames.Signature(parameter.Type)} {name}");
    }
}
