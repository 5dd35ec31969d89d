using System.Text;
using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Locking;

/// <summary>A lock's name with parameters in it: <c>rebuild/{tenant}</c>.</summary>
internal static class LockNameTemplate
{
    /// <summary>The expression of the name, or null with a problem.</summary>
    public static string? Parse(IMethodSymbol method, AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        var template = attribute.NameArgument();
        if (!DeclaredName.Check(template, method, attribute, problems, cancellationToken))
            return null;
        var expression = new List<string>();
        if (Split(template, method, expression) is { } reason)
        {
            problems.Add(LockRules.Template, attribute.ArgumentPlace(null, cancellationToken), template, method.Name, reason);
            return null;
        }

        var name = string.Join(" + ", expression);
        return expression.Any(part => part[0] != '"') ? $"global::{KnownNames.LockName}.Fit({name})" : name;
    }

    /// <summary>Adds the expressions of texts and parameters in turn; what is wrong with the template, or null.</summary>
    private static string? Split(string template, IMethodSymbol method, List<string> expression)
    {
        var text = new StringBuilder();
        for (var index = 0; index < template.Length; index++)
        {
            var character = template[index];
            if (character is not ('{' or '}'))
            {
                text.Append(character);
                continue;
            }

            if (index + 1 < template.Length && template[index + 1] == character)
            {
                text.Append(character);
                index++;
                continue;
            }

            var end = character == '{' ? template.IndexOf('}', index) : -1;
            if (end < 0)
                return "has a brace without its other half";
            var name = template.Substring(index + 1, end - index - 1);
            if (ReasonAgainst(name, method) is { } reason)
                return reason;
            if (expression.Any(part => part[0] != '"') && !text.ToString().Any(Separates))
                return $"has nothing in front of '{{{name}}}' that keeps it apart from the parameter before, such as '/'";
            Flush(text, expression);
            expression.Add($"global::{KnownNames.LockName}.Escape({TypeNames.Escaped(name)})");
            index = end;
        }

        Flush(text, expression);
        return null;
    }

    /// <summary>What <c>LockName.Escape</c> does not leave as it is.</summary>
    private static bool Separates(char character) =>
        character is not (>= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '.' or '_' or '~' or '%');

    private static void Flush(StringBuilder text, List<string> expression)
    {
        if (text.Length > 0)
            expression.Add(CSharpLiteral.Of(text.ToString()));
        text.Clear();
    }

    private static string? ReasonAgainst(string name, IMethodSymbol method) =>
        method.Parameters.FirstOrDefault(candidate => candidate.Name == name) switch
        {
            null => $"names '{name}', which is no parameter",
            var parameter when parameter.Type.IsCancellationToken() => $"names '{name}', which is a cancellation token",
            var parameter when !HasText(parameter.Type) => $"names '{name}', whose text would be the same for every value",
            _ => null,
        };

    /// <summary>Whether the text of a value says which value it is: without a ToString of its own, it is the name of the type.</summary>
    private static bool HasText(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] })
            return HasText(inner);
        if (type.SpecialType == SpecialType.System_Object || type.TypeKind is TypeKind.Array or TypeKind.Delegate)
            return false;
        if (type.TypeKind is TypeKind.Enum or TypeKind.TypeParameter or TypeKind.Interface || type.SpecialType != SpecialType.None)
            return true;
        for (var current = type; current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; current = current.BaseType)
        {
            if (current.GetMembers("ToString").OfType<IMethodSymbol>().Any(method => method is { IsOverride: true, Parameters.Length: 0 }))
                return true;
        }

        return false;
    }
}
