using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Locking;

/// <summary>A class with locks: what its generated file depends on.</summary>
internal sealed record LockingClass(
    string HintName,
    TypeHierarchy Hierarchy,
    ClusterAccess Cluster,
    OwnerClass? Owner,
    EquatableArray<LockProperty> Properties,
    EquatableArray<GuardedMethod> Methods);

/// <summary>A lock as an object.</summary>
internal sealed record LockProperty(
    string Name,
    string Member,
    string Modifiers,
    string Property,
    EquatableArray<string> Settings);

/// <summary>A method that runs its Core under a lock.</summary>
/// <param name="Template">The lock's name or template, for the descriptor.</param>
/// <param name="Member">The method, for the descriptor.</param>
/// <param name="Modifiers">Of the partial method.</param>
/// <param name="ReturnType">As declared.</param>
/// <param name="Method">The method's name in code.</param>
/// <param name="TypeParameters"><c>&lt;T&gt;</c>, or nothing.</param>
/// <param name="Constraints">A line for each constrained type parameter.</param>
/// <param name="Parameters">As declared, without default values.</param>
/// <param name="NameExpression">The expression of the lock's name.</param>
/// <param name="Wait">The expression of the longest wait, or null.</param>
/// <param name="Settings">Initializers of the settings that are not the defaults.</param>
/// <param name="Tries">A lock that is taken is a result, not an exception.</param>
/// <param name="ReturnsValueTask">The declared method returns a value task.</param>
/// <param name="CancellationToken">The parameter that cancels, or null.</param>
/// <param name="Core">The method under the lock.</param>
internal sealed record GuardedMethod(
    string Template,
    string Member,
    string Modifiers,
    string ReturnType,
    string Method,
    string TypeParameters,
    EquatableArray<string> Constraints,
    EquatableArray<GuardedParameter> Parameters,
    string NameExpression,
    string? Wait,
    EquatableArray<string> Settings,
    bool Tries,
    bool ReturnsValueTask,
    string? CancellationToken,
    CoreMethod Core);

/// <summary>A parameter of a guarded method.</summary>
/// <param name="Name">In code.</param>
/// <param name="Declaration">With modifiers and type.</param>
internal sealed record GuardedParameter(string Name, string Declaration);

/// <summary>The method that runs under the lock.</summary>
/// <param name="Name">In code, with type arguments.</param>
/// <param name="IsStatic">It needs no instance.</param>
/// <param name="ReturnsValueTask">It returns a value task.</param>
/// <param name="Arguments">What it takes, in the order of its parameters.</param>
internal sealed record CoreMethod(string Name, bool IsStatic, bool ReturnsValueTask, EquatableArray<CoreArgument> Arguments);

/// <summary>What a parameter of a Core method takes.</summary>
/// <param name="Kind">The lease, the token, or a parameter of the guarded method.</param>
/// <param name="Parameter">The parameter's name in code.</param>
internal sealed record CoreArgument(CoreArgumentKind Kind, string Parameter);

internal enum CoreArgumentKind
{
    Parameter,
    Lease,
    Token,
}
