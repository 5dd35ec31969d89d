using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Classes;

/// <summary>Names that caches, locks, jobs and events have within their plugin.</summary>
internal static class DeclaredName
{
    /// <summary>The most characters; the plugin's key and the engine's prefixes come on top.</summary>
    public const int Longest = 200;

    public static bool Check(string name, ISymbol member, AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        var reason = Reason(name);
        if (reason is not null)
            problems.Add(GeneralRules.InvalidName, attribute.ArgumentPlace(null, cancellationToken), name, member.Name, reason, Longest);
        return reason is null;
    }

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Reason(string name) => name switch
    {
        "" => "is empty",
        { Length: > Longest } => $"has {name.Length} characters",
        _ when name.Any(character => character is < ' ' or > '~') => "contains a character that is not printable ASCII",
        _ when name[0] == ' ' || name[name.Length - 1] == ' ' => "begins or ends with a space",
        _ => null,
    };
}
