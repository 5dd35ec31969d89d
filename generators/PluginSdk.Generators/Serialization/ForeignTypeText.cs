using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Parsing;

namespace PluginSdk.Generators.Serialization;

/// <summary>Says in words why a type of another assembly has no wire form here, and what can be done about it there.</summary>
internal static class ForeignTypeText
{
    public static (string Why, string Advice) Of(ITypeSymbol type)
    {
        var name = TypeNames.Plain(type);
        if (WireAttributes.HasPrivateMembers(type))
            return ("has private members on the wire, which only that assembly can reach", $", or annotate '{name}' with [ClusterSerializable], as a partial type, where it is declared");
        var advice = IsOfTheFramework(type) ? "" : $", or annotate '{name}' with [MessagePackObject] or [ClusterSerializable] where it is declared";
        return ("says nothing about its wire form", advice);
    }

    /// <summary>Nobody who reads the message can change these.</summary>
    private static bool IsOfTheFramework(ITypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space?.Name is "System" or "Microsoft";
    }
}
