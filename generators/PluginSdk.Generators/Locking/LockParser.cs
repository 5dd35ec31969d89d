using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Scheduling;

namespace PluginSdk.Generators.Locking;

/// <summary>Reads the locks of a class. What is wrong becomes a problem, and the lock is left out.</summary>
internal static class LockParser
{
    // What the runtime takes, in milliseconds.
    private const long ShortestLease = 100;
    private const long LongestLease = 300_000;

    public static LockingClass? Parse(INamedTypeSymbol type, Problems problems, CancellationToken cancellationToken)
    {
        var members = AnnotatedMembers.Of(type, KnownNames.LockAttribute);
        if (members.Count == 0
            || !PartialClass.CheckKind(type, members[0].Member, problems)
            || !PartialClass.Check(type, problems, cancellationToken))
        {
            return null;
        }

        var cluster = ClusterAccess.Find(type, cancellationToken);
        if (cluster is null)
            problems.Add(GeneralRules.NoCluster, type.Place(), type.Name, members[0].Member.Name);
        var properties = new List<LockProperty>();
        var methods = new List<GuardedMethod>();
        foreach (var (member, attribute) in members)
        {
            if (member is IPropertySymbol property && ParseProperty(property, attribute, problems, cancellationToken) is { } lockProperty)
                properties.Add(lockProperty);
            else if (member is IMethodSymbol method && GuardedMethodParser.Parse(method, attribute, problems, cancellationToken) is { } guarded)
                methods.Add(guarded);
        }

        return cluster is null || properties.Count + methods.Count == 0
            ? null
            : new LockingClass(
                HintName.For(type, "Locks"), TypeHierarchy.Of(type), cluster, OwnerClass.Of(type),
                properties.ToEquatableArray(), methods.ToEquatableArray());
    }

    /// <summary>The expression of the longest wait; null where it is not given or, with a problem, does not parse.</summary>
    public static string? ParseWait(AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        if (attribute.Text("Wait") is not { } text)
            return null;
        if (Duration.Parse(text) is { } duration)
            return duration.Expression;
        problems.Add(LockRules.Duration, attribute.ArgumentPlace("Wait", cancellationToken), text, "Wait", Duration.Rule);
        return null;
    }

    /// <summary>The settings of the lock itself, which a method and a property have in common.</summary>
    public static EquatableArray<string> ParseSettings(AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        if (Duration.Parse(attribute.Text("Lease")) is { } lease && lease.Milliseconds is < ShortestLease or > LongestLease)
            problems.Add(LockRules.Duration, attribute.ArgumentPlace("Lease", cancellationToken), lease.Text, "Lease", "100ms to 5m; the lease is renewed while its holder runs");
        return SettingsInitializer.Of(attribute, KnownNames.LockSettings, LockRules.Duration, problems, cancellationToken).ToEquatableArray();
    }

    private static LockProperty? ParseProperty(IPropertySymbol property, AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        var before = problems.Errors;
        var modifiers = MemberModifiers.Of(property, cancellationToken);
        if (modifiers is null)
        {
            problems.Add(GeneralRules.NotPartial, property.Place(), property.Name);
            return null;
        }

        var reason = property switch
        {
            _ when !property.Type.Is(KnownNames.Lock) => $"its type is {TypeNames.Plain(property.Type)}",
            { IsStatic: true } => "it is static",
            { SetMethod: not null } => "it can be set",
            { IsIndexer: true } => "it is an indexer",
            _ when GeneratedCode.IsByHand(property.PartialImplementationPart, cancellationToken) => "it has an implementation already",
            _ => null,
        };
        if (reason is not null)
            problems.Add(LockRules.MemberShape, property.Place(), property.Name, reason);
        if (attribute.Text("Wait") is not null)
            problems.Add(LockRules.MemberShape, attribute.ArgumentPlace("Wait", cancellationToken), property.Name, "a lock property does not wait: its AcquireAsync takes a timeout");
        var name = attribute.NameArgument();
        DeclaredName.Check(name, property, attribute, problems, cancellationToken);
        var settings = ParseSettings(attribute, problems, cancellationToken);
        return problems.Errors != before
            ? null
            : new LockProperty(name, property.PlainName(), modifiers, TypeNames.Escaped(property.Name), settings);
    }
}
