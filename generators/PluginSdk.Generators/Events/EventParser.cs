using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization;

namespace PluginSdk.Generators.Events;

/// <summary>Reads an event type. What is wrong becomes a problem, and the event is left out.</summary>
internal static class EventParser
{
    /// <summary>The generated member.</summary>
    public const string Member = "Definition";

    public static EventModel? Parse(INamedTypeSymbol type, AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        var before = problems.Errors;
        if (ReasonAgainst(type) is { } reason)
            problems.Add(EventRules.EventShape, type.Place(), type.Name, reason);
        else
            PartialClass.Check(type, problems, cancellationToken);
        var name = attribute.NameArgument();
        DeclaredName.Check(name, type, attribute, problems, cancellationToken);
        // Members that cannot be serialized are reported by the serialization rules.
        var codec = CodecReference.For(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), type.ContainingAssembly);
        return problems.Errors != before || codec is null
            ? null
            : new EventModel(
                HintName.For(type, "Event"), TypeHierarchy.Of(type), TypeNames.GlobalOblivious(type), TypeNames.Plain(type), name, codec);
    }

    private static string? ReasonAgainst(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not (TypeKind.Class or TypeKind.Struct) } => "it is no class, record or struct",
        { IsStatic: true } => "it is static",
        { IsRefLikeType: true } => "it is a ref struct",
        { IsFileLocal: true } => "it is local to its file",
        _ when type.IsGenericAnywhere() => "it is generic, so that its name would stand for many types",
        _ when !type.IsVisibleInAssembly() => "it is not accessible in its assembly",
        _ when type.GetMembers(Member).Any(member => member.Attribute("System.CodeDom.Compiler.GeneratedCodeAttribute") is null) =>
            $"it has a member '{Member}', which is the name of the generated one",
        _ => null,
    };
}
