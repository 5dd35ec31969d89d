using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Classes;

/// <summary>How generated members of a class reach its cluster.</summary>
/// <param name="Source">A field, a property or a parameter of the primary constructor.</param>
/// <param name="IsParameter">
/// A parameter is captured by using it, which the compiler remarks (CS9107, CS9124) where the author uses its value in
/// another way as well; then <paramref name="KeepInField"/> says to copy it into a field instead.
/// </param>
/// <param name="KeepInField">Copy the parameter instead of capturing it.</param>
/// <param name="IsContext">The source is an <c>IPluginContext</c>.</param>
internal sealed record ClusterAccess(string Source, bool IsParameter, bool KeepInField, bool IsContext)
{
    /// <summary>The expression of the cluster where nothing hides the source.</summary>
    public string Expression => (IsParameter ? Source : "this." + Source) + (IsContext ? ".Cluster" : "");

    public static ClusterAccess? Find(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        FromMembers(type, type)
        ?? FromPrimaryConstructor(type, cancellationToken)
        ?? FromBaseClasses(type);

    private static ClusterAccess? FromBaseClasses(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (FromMembers(current, type) is { } access)
                return access;
        }

        return null;
    }

    private static ClusterAccess? FromMembers(INamedTypeSymbol owner, INamedTypeSymbol user)
    {
        var candidates = owner.GetMembers()
            .Where(member => member is { IsStatic: false, CanBeReferencedByName: true } && IsAccessible(member, user))
            .Select(member => (Member: member, Type: TypeOf(member)))
            .Where(candidate => candidate.Type is not null)
            .OrderBy(candidate => candidate.Member is IPropertySymbol)
            .ThenBy(candidate => candidate.Member.Name, StringComparer.Ordinal)
            .ToList();
        foreach (var isContext in new[] { false, true })
        {
            foreach (var (member, memberType) in candidates)
            {
                if (memberType.IsOrInherits(isContext ? KnownNames.PluginContext : KnownNames.Cluster))
                    return new ClusterAccess(TypeNames.Escaped(member.Name), IsParameter: false, KeepInField: false, isContext);
            }
        }

        return null;
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol { IsIndexer: false, GetMethod: not null } property => property.Type,
        _ => null,
    };

    private static bool IsAccessible(ISymbol member, INamedTypeSymbol user) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingType, user)
        || member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        || (member.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal
            && SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, user.ContainingAssembly));

    private static ClusterAccess? FromPrimaryConstructor(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var declaration = type.Declarations(cancellationToken).FirstOrDefault(candidate => candidate.ParameterList is not null);
        if (declaration is null)
            return null;
        var constructor = type.InstanceConstructors.FirstOrDefault(candidate =>
            candidate.DeclaringSyntaxReferences.Any(reference => reference.Span == declaration.Span && reference.SyntaxTree == declaration.SyntaxTree));
        if (constructor is null)
            return null;
        var parameter = constructor.Parameters.FirstOrDefault(candidate => candidate.Type.IsOrInherits(KnownNames.Cluster))
            ?? constructor.Parameters.FirstOrDefault(candidate => candidate.Type.IsOrInherits(KnownNames.PluginContext));
        return parameter is null
            ? null
            : new ClusterAccess(
                TypeNames.Escaped(parameter.Name),
                IsParameter: true,
                IsPassedOn(declaration, parameter.Name),
                !parameter.Type.IsOrInherits(KnownNames.Cluster));
    }

    /// <summary>Whether the parameter's own value goes to the base class or, as it is, into a field or property.</summary>
    private static bool IsPassedOn(TypeDeclarationSyntax declaration, string parameter)
    {
        var toBase = declaration.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault()?.ArgumentList.Arguments;
        if (toBase?.Any(argument => Names(argument.Expression, parameter)) == true)
            return true;
        return declaration.Members.Any(member => member switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Any(variable => Names(variable.Initializer?.Value, parameter)),
            PropertyDeclarationSyntax property => Names(property.Initializer?.Value, parameter),
            _ => false,
        });
    }

    private static bool Names(ExpressionSyntax? expression, string parameter)
    {
        while (expression is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } or CastExpressionSyntax)
        {
            expression = expression switch
            {
                ParenthesizedExpressionSyntax parenthesized => parenthesized.Expression,
                PostfixUnaryExpressionSyntax suppressed => suppressed.Operand,
                CastExpressionSyntax cast => cast.Expression,
                _ => null,
            };
        }

        return expression is IdentifierNameSyntax name && name.Identifier.ValueText == parameter;
    }
}
