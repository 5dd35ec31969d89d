using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Injection;

namespace PluginSdk.Generators.Caching;

/// <summary>Finds the author's loader and says how to call it.</summary>
internal static class LoaderParser
{
    /// <summary>The lambda that loads with the method called <paramref name="name"/>, or null with a problem.</summary>
    public static string? Parse(IPropertySymbol property, string name, ITypeSymbol? key, ITypeSymbol value, AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        var place = attribute.ArgumentPlace("Loader", cancellationToken);
        var candidates = Candidates(property.ContainingType, name);
        if (candidates.Count == 0)
        {
            var signature = Signature(name, key, value);
            problems.AddFixable(CacheRules.LoaderMissing, place, signature, name, property.Name, signature);
            return null;
        }

        Problems? first = null;
        foreach (var candidate in candidates)
        {
            var own = new Problems();
            if (Bind(candidate, key, value, own) is { } loader)
                return loader;
            first ??= own;
        }

        foreach (var problem in first!.All)
            problems.Add(problem);
        return null;
    }

    /// <summary>The signature to write, for messages and the code fix.</summary>
    public static string Signature(string name, ITypeSymbol? key, ITypeSymbol value) =>
        $"private static ValueTask<{Short(value)}> {name}({(key is null ? "" : $"{Short(key)} key, ")}CancellationToken cancellationToken)";

    private static string Expected(string name, ITypeSymbol? key, ITypeSymbol value) =>
        $"ValueTask<{Short(value)}> {name}({(key is null ? "" : $"{Short(key)} key, ")}…services…, CancellationToken cancellationToken)";

    private static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>The methods of that name which may load, of the class or of one that it derives from.</summary>
    public static List<IMethodSymbol> Candidates(INamedTypeSymbol type, string name)
    {
        var found = new List<IMethodSymbol>();
        for (INamedTypeSymbol? current = type; current is not null && found.Count == 0; current = current.BaseType)
        {
            found.AddRange(current.GetMembers(name).OfType<IMethodSymbol>()
                .Where(method => method.MethodKind == MethodKind.Ordinary
                    && (SymbolEqualityComparer.Default.Equals(current, type) || method.DeclaredAccessibility != Accessibility.Private)));
        }

        found.Sort(static (left, right) => string.CompareOrdinal(left.ToDisplayString(), right.ToDisplayString()));
        return found;
    }

    private static string? Bind(IMethodSymbol method, ITypeSymbol? key, ITypeSymbol value, Problems problems)
    {
        var returns = ReturnShape.Of(method);
        if (method.Arity > 0 || returns.Result is null || !SymbolEqualityComparer.Default.Equals(returns.Result, value))
        {
            problems.Add(CacheRules.LoaderShape, method.Place(), method.Name, Expected(method.Name, key, value), "it must return a task of the value and have no type parameters");
            return null;
        }

        var before = problems.Errors;
        var arguments = new List<string>();
        foreach (var parameter in method.Parameters)
            arguments.Add(Argument(parameter, key, arguments, problems));
        if (key is not null && !arguments.Contains("key"))
            problems.Add(CacheRules.LoaderShape, method.Place(), method.Name, Expected(method.Name, key, value), "it does not take the key");
        if (problems.Errors != before)
            return null;
        var call = $"{TypeNames.Escaped(method.Name)}({string.Join(", ", arguments)})";
        if (returns.Kind == ReturnKind.Task)
            call = $"new global::System.Threading.Tasks.ValueTask<{TypeNames.Signature(value)}>({call})";
        return $"{(method.IsStatic ? "static " : "")}({(key is null ? "" : "key, ")}services, cancellationToken) => {call}";
    }

    private static string Argument(IParameterSymbol parameter, ITypeSymbol? key, List<string> before, Problems problems)
    {
        if (parameter.Type.IsCancellationToken())
            return "cancellationToken";
        return key is not null && parameter.RefKind == RefKind.None && !before.Contains("key") && SymbolEqualityComparer.Default.Equals(parameter.Type, key)
            ? "key"
            : ServiceParameter.Bind(parameter, key is null ? "no key" : $"the key ({Short(key)})", problems) ?? "";
    }
}
