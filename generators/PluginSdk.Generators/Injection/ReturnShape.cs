using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Injection;

/// <summary>What an author's method returns, as far as a call of it must care.</summary>
internal enum ReturnKind
{
    Other,
    Void,
    Task,
    ValueTask,
}

/// <summary>A method's return type: the kind of task, and its result if it has one.</summary>
internal readonly record struct ReturnShape(ReturnKind Kind, ITypeSymbol? Result)
{
    public static ReturnShape Of(IMethodSymbol method)
    {
        if (method.ReturnsVoid)
            return new(method.IsAsync ? ReturnKind.Other : ReturnKind.Void, null);
        if (method.ReturnType is not INamedTypeSymbol type || method.RefKind != RefKind.None)
            return default;
        var kind = type switch
        {
            _ when type.Is("System.Threading.Tasks.Task") || type.Is("System.Threading.Tasks.Task`1") => ReturnKind.Task,
            _ when type.Is("System.Threading.Tasks.ValueTask") || type.Is("System.Threading.Tasks.ValueTask`1") => ReturnKind.ValueTask,
            _ => ReturnKind.Other,
        };
        return new(kind, kind != ReturnKind.Other && type.Arity == 1 ? type.TypeArguments[0] : null);
    }
}
