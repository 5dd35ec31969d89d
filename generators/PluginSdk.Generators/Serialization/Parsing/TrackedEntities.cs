using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>
/// The entity types of the database contexts that the author's code has or can see: those of their sets, and those that
/// navigation properties lead to.
/// </summary>
internal static class TrackedEntities
{
    private const string EntityFramework = "Microsoft.EntityFrameworkCore";

    /// <summary>Each entity type with the name of its context.</summary>
    public static Dictionary<ISymbol, string> Of(IAssemblySymbol assembly)
    {
        var entities = new Dictionary<ISymbol, string>(SymbolEqualityComparer.Default);
        var contexts = assembly.Modules
            .SelectMany(module => module.ReferencedAssemblySymbols)
            .Where(KnowsEntityFramework)
            .Prepend(assembly)
            .SelectMany(SourceTypes.Of)
            .Where(IsContext);
        foreach (var context in contexts)
        {
            foreach (var property in context.GetMembers().OfType<IPropertySymbol>())
            {
                if (property.Type is INamedTypeSymbol { Name: "DbSet", Arity: 1, TypeArguments: [INamedTypeSymbol entity] })
                    Add(entity, context.Name, entities);
            }
        }

        return entities;
    }

    private static bool KnowsEntityFramework(IAssemblySymbol assembly)
        => assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name.StartsWith(EntityFramework, StringComparison.Ordinal)));

    private static void Add(INamedTypeSymbol entity, string context, Dictionary<ISymbol, string> entities)
    {
        var pending = new Stack<INamedTypeSymbol>([entity]);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            if (entities.ContainsKey(current.OriginalDefinition))
                continue;
            entities.Add(current.OriginalDefinition, context);
            foreach (var target in Navigations(current))
                pending.Push(target);
        }
    }

    /// <summary>Entities that public properties hold, alone or in a collection; what has no key is a value and not an entity.</summary>
    private static IEnumerable<INamedTypeSymbol> Navigations(INamedTypeSymbol entity)
    {
        foreach (var property in entity.GetMembers().OfType<IPropertySymbol>())
        {
            if (property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false }
                && WireAttributes.Find(property, "NotMappedAttribute", "System.ComponentModel.DataAnnotations.Schema") is null
                && (ElementOf(property.Type) ?? property.Type) is INamedTypeSymbol { TypeKind: TypeKind.Class } target
                && HasKey(target))
            {
                yield return target;
            }
        }
    }

    private static ITypeSymbol? ElementOf(ITypeSymbol type)
        => type is INamedTypeSymbol { SpecialType: not SpecialType.System_String } named
            ? named.AllInterfaces.Prepend(named).FirstOrDefault(candidate => candidate.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)?.TypeArguments[0]
            : null;

    private static bool HasKey(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (current.GetMembers().OfType<IPropertySymbol>().Any(property => IsKey(property, type)))
                return true;
        }

        return false;
    }

    private static bool IsKey(IPropertySymbol property, INamedTypeSymbol type)
        => property.DeclaredAccessibility == Accessibility.Public
            && (string.Equals(property.Name, "Id", StringComparison.OrdinalIgnoreCase)
                || string.Equals(property.Name, type.Name + "Id", StringComparison.OrdinalIgnoreCase)
                || WireAttributes.Find(property, "KeyAttribute", "System.ComponentModel.DataAnnotations") is not null);

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
