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

    public static readonly DiagnosticDescriptor Duration = Rule.Error(
        "PSDK045", Category, "A duration of a lock does not parse",
        "'{0}' is no duration for {1}. Write {2}.");

    public static readonly DiagnosticDescriptor MemberShape = Rule.Error(
        "PSDK046", Category, "A lock is a partial method or property",
        "'{0}' cannot be guarded, because {1}. Declare a partial method that returns Task, Task<T>, Task<ClusterLockResult> or Task<ClusterLockResult<T>>, or a partial property of type IClusterLock with only a getter.");
}
