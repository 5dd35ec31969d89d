using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginSdk.Generators.Infrastructure;

/// <summary>Reads an attribute's arguments, and finds them in the source when one is wrong.</summary>
internal static class AttributeExtensions
{
    /// <summary>The name that every declaring attribute takes as its only constructor argument.</summary>
    public static string NameArgument(this AttributeData attribute) =>
        attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value as string ?? "" : "";

    public static string? Text(this AttributeData attribute, string argument) =>
        attribute.Named(argument)?.Value as string;

    public static TypedConstant? Named(this AttributeData attribute, string argument)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key == argument)
                return pair.Value;
        }

        return null;
    }

    /// <summary>The expression of an enum argument, <c>global::PluginSdk.LoadOnce.Cluster</c>; null where it is not given.</summary>
    public static string? EnumExpression(this AttributeData attribute, string argument)
    {
        if (attribute.Named(argument) is not { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type } constant)
            return null;
        var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(candidate => candidate.HasConstantValue && Equals(candidate.ConstantValue, constant.Value));
        return member is null
            ? $"({TypeNames.Global(type)})({constant.Value})"
            : $"{TypeNames.Global(type)}.{TypeNames.Escaped(member.Name)}";
    }

    /// <summary>Where the attribute is written.</summary>
    public static Location? Place(this AttributeData attribute, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation();

    /// <summary>Where the argument <paramref name="name"/> is written; the first positional one for null.</summary>
    public static Location? ArgumentPlace(this AttributeData attribute, string? name, CancellationToken cancellationToken)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax syntax)
            return null;
        var argument = syntax.ArgumentList?.Arguments.FirstOrDefault(candidate => candidate.NameEquals?.Name.Identifier.ValueText == name);
        return (argument?.Expression as SyntaxNode ?? syntax).GetLocation();
    }
}
