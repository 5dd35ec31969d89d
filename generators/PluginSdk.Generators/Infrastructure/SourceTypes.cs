using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Infrastructure;

/// <summary>Every type that an assembly declares.</summary>
internal static class SourceTypes
{
    /// <summary>The types, nested ones too, in the order of their names.</summary>
    public static IEnumerable<INamedTypeSymbol> Of(IAssemblySymbol assembly)
    {
        var pending = new Stack<INamespaceOrTypeSymbol>();
        var types = new List<INamedTypeSymbol>();
        pending.Push(assembly.GlobalNamespace);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            if (current is INamedTypeSymbol type)
                types.Add(type);
            foreach (var member in current.GetMembers().OfType<INamespaceOrTypeSymbol>())
                pending.Push(member);
        }

        return types.OrderBy(TypeNames.Metadata, StringComparer.Ordinal);
    }
}
