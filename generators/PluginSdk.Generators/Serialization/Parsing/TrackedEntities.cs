using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>The entity types of the database contexts in the author's code.</summary>
internal static class TrackedEntities
{
    /// <summary>Each entity type with the name of its context.</summary>
    public static Dictionary<ISymbol, string> Of(IEnumerable<INamedTypeSymbol> types)
    {
        var entities = new Dictionary<ISymbol, string>(SymbolEqualityComparer.Default);
        foreach (var context in types.Where(IsContext))
        {
            foreach (var property in context.GetMembers().OfType<IPropertySymbol>())
            {
                if (property.Type is INamedTypeSymbol { Name: "DbSet", Arity: 1 } set && !entities.ContainsKey(set.TypeArguments[0].OriginalDefinition))
                    entities.Add(set.TypeArguments[0].OriginalDefinition, context.Name);
            }
        }

        return entities;
    }

    private static bool IsContext(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.Name == "DbContext")
                return true;
        }

        return false;
    }
}
