using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>Chooses the constructor that a value is put together with.</summary>
internal static class ConstructorParser
{
    /// <summary>
    /// The one with <c>[SerializationConstructor]</c>; else the primary one of a record; else the one that fills the most
    /// members which cannot be set, and among those the one with the fewest parameters. Null where none can be called.
    /// </summary>
    public static IMethodSymbol? Choose(INamedTypeSymbol type, List<WireMember> members, IAssemblySymbol assembly)
    {
        var candidates = type.InstanceConstructors
            .Where(constructor => SerializableTypes.IsMemberAccessible(constructor, assembly))
            .Where(constructor => !IsCopyConstructor(constructor) && CanBeFilled(constructor, members))
            .ToList();
        return candidates.Find(constructor => WireAttributes.Find(constructor, "SerializationConstructorAttribute", "MessagePack") is not null)
            ?? (type.IsRecord ? candidates.Find(IsPrimary) : null)
            ?? candidates
                .OrderByDescending(constructor => constructor.Parameters.Count(parameter => MemberOf(parameter, members) is { HasSetter: false }))
                .ThenBy(constructor => constructor.Parameters.Length)
                .FirstOrDefault();
    }

    /// <summary>The member that a parameter fills: of the same name, but for the case, and type.</summary>
    public static WireMember? MemberOf(IParameterSymbol parameter, List<WireMember> members)
    {
        WireMember? found = null;
        foreach (var member in members)
        {
            if (!string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
                || !SymbolEqualityComparer.Default.Equals(member.Type, parameter.Type))
            {
                continue;
            }

            if (found is null || member.Name == parameter.Name)
                found = member;
        }

        return found;
    }

    private static bool CanBeFilled(IMethodSymbol constructor, List<WireMember> members)
        => constructor.Parameters.All(parameter =>
            parameter.RefKind is RefKind.None or RefKind.In
            && (MemberOf(parameter, members) is not null || parameter.HasExplicitDefaultValue));

    private static bool IsCopyConstructor(IMethodSymbol constructor)
        => constructor.ContainingType.IsRecord
            && constructor.Parameters.Length == 1
            && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);

    private static bool IsPrimary(IMethodSymbol constructor)
        => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    /// <summary>The default value of a parameter as an expression.</summary>
    public static string DefaultOf(IParameterSymbol parameter)
    {
        var value = parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null;
        if (value is null)
            return parameter.Type.IsValueType ? "default" : "null";
        var literal = value switch
        {
            float.NaN => "float.NaN",
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            double.NaN => "double.NaN",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
        };
        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type;
        return type.TypeKind == TypeKind.Enum
            ? $"({Infrastructure.TypeNames.Global(type)})({literal})"
            : type.SpecialType switch
            {
                SpecialType.System_Single when value is float single && !float.IsNaN(single) && !float.IsInfinity(single) => literal + "F",
                SpecialType.System_Double when value is double number && !double.IsNaN(number) && !double.IsInfinity(number) => literal + "D",
                SpecialType.System_Decimal => literal + "M",
                _ => literal!,
            };
    }
}
