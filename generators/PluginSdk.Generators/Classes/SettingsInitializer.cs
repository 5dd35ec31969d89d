using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Scheduling;

namespace PluginSdk.Generators.Classes;

/// <summary>
/// Turns an attribute's arguments into initializers of the settings that the runtime takes. Arguments and settings have
/// one name; a duration is text in the attribute and a <c>TimeSpan</c> in the settings.
/// </summary>
internal static class SettingsInitializer
{
    /// <summary>The initializers of what the attribute says, in its order. What it does not say keeps the default of the settings.</summary>
    public static List<string> Of(AttributeData attribute, string settingsType, DiagnosticDescriptor durationRule, Problems problems, CancellationToken cancellationToken)
    {
        var initializers = new List<string>();
        var settings = attribute.AttributeClass?.ContainingAssembly.GetTypeByMetadataName(settingsType);
        foreach (var argument in attribute.NamedArguments)
        {
            var property = settings?.GetMembers(argument.Key).OfType<IPropertySymbol>().FirstOrDefault();
            if (property is null || argument.Value.IsNull)
                continue;
            if (!IsDuration(property.Type))
                initializers.Add($"{argument.Key} = {Literal(attribute, argument.Key, argument.Value)}");
            else if (argument.Value.Value is string text && Duration.Parse(text, allowZero: argument.Key == "MaxStaleness") is { } duration)
                initializers.Add($"{argument.Key} = {duration.Expression}");
            else
                problems.Add(durationRule, attribute.ArgumentPlace(argument.Key, cancellationToken), argument.Value.Value, argument.Key, Duration.Rule);
        }

        return initializers;
    }

    private static bool IsDuration(ITypeSymbol type) => type.Is("System.TimeSpan")
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && nullable.TypeArguments[0].Is("System.TimeSpan"));

    private static string Literal(AttributeData attribute, string name, TypedConstant value) => value.Kind == TypedConstantKind.Enum
        ? attribute.EnumExpression(name)!
        : SymbolDisplay.FormatPrimitive(value.Value!, quoteStrings: true, useHexadecimalNumbers: false);
}
