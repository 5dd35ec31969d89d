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
        var expression = new StringBuilder();
        var isTemplate = false;
        for (var index = 0; index < template.Length; index++)
        {
            var character = template[index];
            if (character is '{' or '}' && index + 1 < template.Length && template[index + 1] == character)
            {
                expression.Append(character).Append(character);
                index++;
                continue;
            }

            if (character is not ('{' or '}'))
            {
                expression.Append(character is '"' or '\\' ? "\\" : "").Append(character);
                continue;
            }

            var end = character == '{' ? template.IndexOf('}', index) : -1;
            var reason = end < 0 ? "has a brace without its other half" : Hole(template.Substring(index + 1, end - index - 1), method, expression);
            if (reason is not null)
            {
                problems.Add(LockRules.Template, attribute.ArgumentPlace(null, cancellationToken), template, method.Name, reason);
                return null;
            }

            isTemplate = true;
            index = end;
        }

        return isTemplate
            ? $"$\"{expression}\""
            : CSharpLiteral.Of(template.Replace("{{", "{").Replace("}}", "}"));
    }

    private static string? Hole(string name, IMethodSymbol method, StringBuilder expression)
    {
        var parameter = method.Parameters.FirstOrDefault(candidate => candidate.Name == name);
        if (parameter is null)
            return $"names '{name}', which is no parameter";
        if (parameter.Type.IsCancellationToken())
            return $"names '{name}', which is a cancellation token";
        expression.Append($"{{global::{KnownNames.LockName}.Escape({TypeNames.Escaped(name)})}}");
        return null;
    }
}
