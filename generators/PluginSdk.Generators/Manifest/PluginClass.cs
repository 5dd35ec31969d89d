using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Manifest;

/// <summary>
/// The author's <c>static partial class Plugin</c> with an implementation of <c>ConfigureServices</c>, which the
/// generator declares and calls.
/// </summary>
/// <param name="HintName">Names the file.</param>
/// <param name="Hierarchy">The class.</param>
/// <param name="Type">The class in generated code.</param>
/// <param name="Modifiers">Of the method.</param>
/// <param name="Parameter">The parameter's name; the declarations must agree.</param>
internal sealed record PluginClass(string HintName, TypeHierarchy Hierarchy, string Type, string Modifiers, string Parameter)
{
    public const string Name = "Plugin";
    public const string Method = "ConfigureServices";

    /// <summary>The generated method that the manifest calls.</summary>
    public const string Bridge = "AddPluginServices";

    public static bool MayBe(SyntaxNode node) => node is MethodDeclarationSyntax
    {
        Identifier.ValueText: Method,
        ParameterList.Parameters.Count: 1,
        Parent: ClassDeclarationSyntax { Identifier.ValueText: Name } type,
    } method
        && type.Modifiers.Any(SyntaxKind.PartialKeyword)
        && method.Modifiers.Any(SyntaxKind.PartialKeyword)
        && method.Modifiers.Any(SyntaxKind.StaticKeyword)
        && (method.Body is not null || method.ExpressionBody is not null);

    public static PluginClass? Of(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.SemanticModel.GetDeclaredSymbol(context.Node, cancellationToken) is not IMethodSymbol { ReturnsVoid: true, Arity: 0, PartialDefinitionPart: null } method
            || method.ContainingType is not { ContainingType: null, Arity: 0, IsFileLocal: false } type
            || !method.Parameters[0].Type.Is("Microsoft.Extensions.DependencyInjection.IServiceCollection"))
        {
            return null;
        }

        var modifiers = ((MethodDeclarationSyntax)context.Node).Modifiers
            .Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword))
            .Select(modifier => modifier.Text)
            .Concat(["partial"]);
        return new PluginClass(
            Infrastructure.HintName.For(type, "Services"), TypeHierarchy.Of(type), TypeNames.GlobalOblivious(type), string.Join(" ", modifiers), TypeNames.Escaped(method.Parameters[0].Name));
    }
}
