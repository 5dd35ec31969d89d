using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Caching;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>A loader of a cluster cache; a cache of the node alone may combine what it likes.</summary>
/// <param name="Name">The loader's name, or what stands for it.</param>
/// <param name="Cache">The cache that it loads.</param>
/// <param name="Method">The method; null for a lambda.</param>
/// <param name="Body">The lambda; null for a method.</param>
internal sealed record CacheLoaderUse(string Name, string Cache, ISymbol? Method, IOperation? Body)
{
    /// <summary>What the loader does first, in its own body.</summary>
    public IEnumerable<CallStep> FirstSteps(CallSteps steps) => Body is null
        ? steps.From(Method!)
        : Body.Descendants().Select(CallSteps.Of).OfType<CallStep>();

    /// <summary>The loaders that a type's attributes name; they may be inherited.</summary>
    public static IEnumerable<CacheLoaderUse> DeclaredBy(INamedTypeSymbol type)
    {
        foreach (var (member, attribute, name) in Declarations.Of(type))
        {
            if (name != KnownNames.CacheAttribute || attribute.Text("Loader") is not { } loader || attribute.EnumExpression("Scope")?.EndsWith(".Local", StringComparison.Ordinal) == true)
                continue;
            foreach (var method in LoaderParser.Candidates(type, loader))
                yield return new CacheLoaderUse(method.Name, member.Name, method, null);
        }
    }

    /// <summary>A delegate that is made to load: the argument of a read, or the loader of a definition.</summary>
    public static CacheLoaderUse? Given(IDelegateCreationOperation creation)
    {
        if (CacheLoadedBy(creation) is not { } cache)
            return null;
        return creation.Target switch
        {
            IAnonymousFunctionOperation lambda => new CacheLoaderUse("the loader", cache, null, lambda.Body),
            IMethodReferenceOperation method => new CacheLoaderUse(method.Method.Name, cache, method.Method.OriginalDefinition, null),
            _ => null,
        };
    }

    private static string? CacheLoadedBy(IOperation loader)
    {
        for (var around = loader.Parent; around is not null; around = around.Parent)
        {
            switch (around)
            {
                case IArgumentOperation { Parent: IInvocationOperation call } when call.TargetMethod.ContainingType.Is(KnownNames.Cache):
                    return call.Instance is IPropertyReferenceOperation { Property: var property } ? IsLocal(property) ? null : property.Name : "cache";
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Loader", ContainingType: var definition } } } assignment
                    when definition.Is(KnownNames.CacheDefinition) || definition.Is(KnownNames.ReferenceDefinition):
                    return NameOf(assignment);
                case IConversionOperation or IArgumentOperation or IParenthesizedOperation:
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool IsLocal(IPropertySymbol property) =>
        Declarations.Of(property.ContainingType).Any(declared => SymbolEqualityComparer.Default.Equals(declared.Member, property) && declared.Attribute.EnumExpression("Scope")?.EndsWith(".Local", StringComparison.Ordinal) == true);

    /// <summary>The name that a definition gives its cache; null if its settings say that it is the node's own.</summary>
    private static string? NameOf(ISimpleAssignmentOperation loader)
    {
        if (loader.Parent is not IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation definition })
            return "cache";
        var isLocal = definition.Descendants().OfType<IFieldReferenceOperation>().Any(static field => field.Field is { Name: "Local", ContainingType: var scope } && scope.Is(KnownNames.CacheScope));
        return isLocal ? null : definition.Arguments.FirstOrDefault()?.Value.ConstantValue is { HasValue: true, Value: string name } ? name : "cache";
    }
}
