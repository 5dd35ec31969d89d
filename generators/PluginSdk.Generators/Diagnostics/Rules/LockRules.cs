using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Diagnostics;

/// <summary>PSDK04x: locks and guarded methods.</summary>
internal static class LockRules
{
    private const string Category = "PluginSdk.Locking";

    public static readonly DiagnosticDescriptor CoreMissing = Rule.Error(
        "PSDK040", Category, "A guarded method needs its Core method",
        "There is no method '{0}' to run under the lock of '{1}'. Add '{2}'; it may also take a ClusterLockLease and a CancellationToken, anywhere.");

    public static readonly DiagnosticDescriptor CoreShape = Rule.Error(
        "PSDK041", Category, "A Core method has the wrong shape",
        "'{0}' cannot run under the lock of '{1}': {2}. Write '{3}', and if you want them a ClusterLockLease and a CancellationToken.");

    public static readonly DiagnosticDescriptor Template = Rule.Error(
        "PSDK042", Category, "A lock's name template is wrong",
        "The name '{0}' of '{1}' {2}. In braces stands the name of a parameter; a brace itself is doubled.");

    public static readonly DiagnosticDescriptor DuplicateName = Rule.Warning(
        "PSDK043", Category, "Two declarations share one lock",
        "The lock name '{0}' is already taken by '{1}', so that the two exclude each other. Give it a name of its own, or suppress this with the reason why they share a lock.",
        Rule.WholeCompilation);

    public static readonly DiagnosticDescriptor Order = Rule.Warning(
        "PSDK044", Category, "Two locks are taken in both orders",
        "'{0}' is taken here while '{1}' is held, and elsewhere '{1}' while '{0}' is held ({2}): two nodes can wait for each other for ever. Take the two in one order everywhere.",
        Rule.WholeCompilation);

    public static readonly DiagnosticDescriptor Duration = Rule.Error(
        "PSDK045", Category, "A duration of a lock does not parse",
        "'{0}' is no duration for {1}. Write {2}.");

    public static readonly DiagnosticDescriptor MemberShape = Rule.Error(
        "PSDK046", Category, "A lock is a partial method or property",
        "'{0}' cannot be guarded, because {1}. Declare a partial method that returns Task, Task<T>, Task<ClusterLockResult> or Task<ClusterLockResult<T>>, or a partial property of type IClusterLock with only a getter.");

    public static readonly DiagnosticDescriptor CoreCalled = Rule.Warning(
        "PSDK047", Category, "A Core method is called without its lock",
        "'{0}' runs here without the lock that '{1}' takes. Call '{1}'.");

    public static readonly DiagnosticDescriptor Reentrant = Rule.Error(
        "PSDK048", Category, "A cluster lock is not re-entrant",
        "The lock '{0}' is held here, and '{1}' takes it again: it would wait for itself. Move what both need into a method of its own and call that.");

    public static readonly DiagnosticDescriptor Ignored = Rule.Warning(
        "PSDK049", Category, "The outcome of a lock is ignored",
        "'{0}' {1}");
}
