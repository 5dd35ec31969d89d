using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Scheduling;

namespace PluginSdk.Generators.Caching;

/// <summary>Reads the settings of a cache, and says at build time what the runtime would refuse when it starts.</summary>
internal static class CacheSettingsParser
{
    public static List<string> Parse(IPropertySymbol property, bool hasKey, AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        if (attribute.Named("MaxEntries")?.Value is int and <= 0 and var entries)
            problems.Add(CacheRules.MaxEntries, attribute.ArgumentPlace("MaxEntries", cancellationToken), entries);
        foreach (var (setting, conflict) in Conflicts(attribute, hasKey))
            problems.Add(CacheRules.Settings, attribute.ArgumentPlace(setting, cancellationToken), setting, property.Name, conflict);
        return SettingsInitializer.Of(attribute, KnownNames.CacheSettings, CacheRules.Duration, problems, cancellationToken);
    }

    /// <summary>Sharing one instance is the default of the settings; it is right only for values that nobody can change.</summary>
    public static void CopyChangeable(List<string> settings, IPropertySymbol property, ITypeSymbol value, AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        var isRefused = Is(attribute, "Values", "Refused");
        if ((attribute.Named("Values") is not null && !isRefused) || Mutability.ReasonOf(value) is not { } reason)
            return;
        if (isRefused)
        {
            problems.Add(CacheRules.Settings, attribute.ArgumentPlace("Values", cancellationToken), "Values", property.Name, $"refuses values that can be changed, and {reason}; make the type immutable, or say CacheValues.Copied");
            return;
        }

        settings.Add($"Values = global::{KnownNames.CacheValues}.Copied");
        problems.Add(CacheRules.MutableValue, property.Place(), property.Name, reason);
    }

    private static IEnumerable<(string Setting, string Reason)> Conflicts(AttributeData attribute, bool hasKey)
    {
        if (!hasKey && attribute.Text("Loader") is null)
            yield return ("Loader", "is missing: a single value is always loaded");
        if (!hasKey && attribute.Text("Tags") is not null)
            yield return ("Tags", "has no meaning for a single value: reset it instead");
        if (attribute.Named("Jitter")?.Value is double jitter and not (>= 0 and <= 1))
            yield return ("Jitter", $"is {jitter.ToString(System.Globalization.CultureInfo.InvariantCulture)}, but it is a share from 0 to 1");
        if (attribute.Named("MaxBytes")?.Value is long and < 0)
            yield return ("MaxBytes", "must be positive, or 0 for no limit");
        var expiry = Duration.Parse(attribute.Text("ExpireAfterWrite"));
        if (Duration.Parse(attribute.Text("RefreshAhead")) is { } ahead && !(ahead.Milliseconds < expiry?.Milliseconds))
            yield return ("RefreshAhead", "must be shorter than ExpireAfterWrite");
        else if (attribute.Named("Jitter")?.Value is double earlier and > 0 and <= 1 && Duration.Parse(attribute.Text("RefreshAhead")) is { } refresh && !(refresh.Milliseconds < expiry?.Milliseconds * (1 - earlier)))
            yield return ("RefreshAhead", "must be shorter than ExpireAfterWrite less its Jitter, or an entry would be loaded again all the time");
        if (attribute.Text("FailSafe") is not null && attribute.Text("ExpireAfterWrite") is null)
            yield return ("FailSafe", "has a meaning only with ExpireAfterWrite");
        if (attribute.Named("Jitter")?.Value is double and > 0 and <= 1 && attribute.Text("ExpireAfterWrite") is null)
            yield return ("Jitter", "has a meaning only with ExpireAfterWrite");
        if (!Is(attribute, "Scope", "Local"))
            yield break;
        if (Is(attribute, "LoadOnce", "Cluster"))
            yield return ("LoadOnce", "needs nodes that share the cache, but its scope is Local");
        if (Is(attribute, "WhenUnavailable", "Throw"))
            yield return ("WhenUnavailable", "has no meaning for a cache that asks no other node: its scope is Local");
        if (attribute.Text("MaxStaleness") is not null)
            yield return ("MaxStaleness", "has no meaning for a cache that nobody else writes: its scope is Local");
    }

    private static bool Is(AttributeData attribute, string setting, string member)
    {
        if (attribute.Named(setting) is not { Type: INamedTypeSymbol type, Value: { } value })
            return false;
        return type.GetMembers(member).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue is { } constant && constant.Equals(value);
    }
}
