using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Injection;

/// <summary>Parameters of loaders, jobs and handlers that the service provider of their scope fills.</summary>
internal static class ServiceParameter
{
    /// <summary>What a generated file needs for the expressions; extension methods read best where someone steps through.</summary>
    public const string Using = "using global::Microsoft.Extensions.DependencyInjection;";

    private const string KeyedAttribute = "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute";

    /// <summary>The expression that gets the service from <c>services</c>, or null with a problem.</summary>
    /// <param name="parameter">The parameter to fill.</param>
    /// <param name="alternatives">What else the method can take, for the message.</param>
    /// <param name="problems">Takes the problem.</param>
    public static string? Bind(IParameterSymbol parameter, string alternatives, Problems problems)
    {
        if (!CanBeService(parameter))
        {
            problems.Add(
                GeneralRules.ParameterNotProvided, parameter.Place(),
                parameter.Name, TypeNames.Plain(parameter.Type), parameter.ContainingSymbol.Name, alternatives);
            return null;
        }

        var type = TypeNames.Global(parameter.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated));
        if (parameter.Type.Is("System.IServiceProvider"))
            return "services";
        var get = parameter.NullableAnnotation == NullableAnnotation.Annotated ? "Get" : "GetRequired";
        return parameter.Attribute(KeyedAttribute) is { ConstructorArguments: [var key] }
            ? $"services.{get}KeyedService<{type}>({CSharpLiteral.Of(key)})"
            : $"services.{get}Service<{type}>()";
    }

    /// <summary>The instance of the annotated class that the method belongs to.</summary>
    public static string Required(string type) => $"services.GetRequiredService<{type}>()";

    private static bool CanBeService(IParameterSymbol parameter) =>
        parameter.RefKind == RefKind.None
        && parameter.Type is INamedTypeSymbol { IsRefLikeType: false, SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Interface };
}
