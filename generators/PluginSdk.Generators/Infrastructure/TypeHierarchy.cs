using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Infrastructure;

/// <summary>
/// A type with its namespace and the types around it, enough to reopen it as partial in a generated file.
/// </summary>
internal sealed record TypeHierarchy(string? Namespace, EquatableArray<TypeDeclaration> Types)
{
    /// <summary>Describes <paramref name="type"/>, outermost containing type first.</summary>
    public static TypeHierarchy Of(INamedTypeSymbol type)
    {
        var types = new Stack<TypeDeclaration>();
        for (var current = type; current is not null; current = current.ContainingType)
            types.Push(TypeDeclaration.Of(current));
        var space = type.ContainingNamespace;
        return new TypeHierarchy(
            space is null || space.IsGlobalNamespace ? null : TypeNames.Qualified(space),
            types.ToEquatableArray());
    }

    /// <summary>Opens the namespace and every type; <paramref name="interfaces"/> go on the innermost one.</summary>
    public void Open(SourceWriter writer, string? interfaces = null)
    {
        if (Namespace is not null)
        {
            writer.Line($"namespace {Namespace};");
            writer.Line();
        }

        for (var index = 0; index < Types.Count; index++)
        {
            var suffix = index == Types.Count - 1 && interfaces is not null ? " : " + interfaces : "";
            writer.Open(Types[index].Header + suffix);
        }
    }

    public void Close(SourceWriter writer)
    {
        for (var index = 0; index < Types.Count; index++)
            writer.Close();
    }
}

/// <summary>One declaration to reopen, such as <c>partial record struct Point&lt;T&gt;</c>.</summary>
internal sealed record TypeDeclaration(string Keyword, string Name)
{
    public string Header => $"partial {Keyword} {Name}";

    public static TypeDeclaration Of(INamedTypeSymbol type)
    {
        var keyword = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { IsRecord: true, IsValueType: true } => "record struct",
            { IsRecord: true } => "record",
            { IsValueType: true } => "struct",
            _ => "class",
        };
        var name = TypeNames.Escaped(type.Name);
        if (type.TypeParameters.Length > 0)
            name += "<" + string.Join(", ", type.TypeParameters.Select(parameter => TypeNames.Escaped(parameter.Name))) + ">";
        return new TypeDeclaration(keyword, name);
    }
}
