using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization;

namespace PluginSdk.Generators.Caching;

/// <summary>Reads the caches of a class. What is wrong becomes a problem, and the cache is left out.</summary>
internal static class CacheParser
{
    public static CachingClass? Parse(INamedTypeSymbol type, Problems problems, CancellationToken cancellationToken)
    {
        var members = AnnotatedMembers.Of(type, KnownNames.CacheAttribute);
        if (members.Count == 0)
            return null;
        if (!CheckClass(type, members[0].Member, problems, cancellationToken))
            return null;
        var cluster = ClusterAccess.Find(type, cancellationToken);
        if (cluster is null)
            problems.Add(GeneralRules.NoCluster, type.Place(), type.Name, members[0].Member.Name);
        var caches = members
            .Select(member => ParseCache((IPropertySymbol)member.Member, member.Attribute, problems, cancellationToken))
            .OfType<CacheModel>()
            .ToEquatableArray();
        return cluster is null || caches.IsEmpty
            ? null
            : new CachingClass(HintName.For(type, "Caches"), TypeHierarchy.Of(type), cluster, OwnerClass.Of(type), caches);
    }

    private static bool CheckClass(INamedTypeSymbol type, ISymbol member, Problems problems, CancellationToken cancellationToken)
    {
        if (!PartialClass.CheckKind(type, member, problems))
            return false;
        if (type.IsGenericAnywhere())
        {
            problems.Add(GeneralRules.GenericClass, member.Place(), member.Name, TypeNames.Plain(type));
            return false;
        }

        return PartialClass.Check(type, problems, cancellationToken);
    }

    private static CacheModel? ParseCache(IPropertySymbol property, AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        var before = problems.Errors;
        if (!CheckProperty(property, problems, cancellationToken))
            return null;
        var name = attribute.NameArgument();
        DeclaredName.Check(name, property, attribute, problems, cancellationToken);
        var cache = (INamedTypeSymbol)property.Type;
        var key = cache.TypeArguments.Length == 2 ? cache.TypeArguments[0] : null;
        var value = cache.TypeArguments[cache.TypeArguments.Length - 1];
        var settings = CacheSettingsParser.Parse(property, key is not null, attribute, problems, cancellationToken);
        var loader = attribute.Text("Loader") is { } loaderName
            ? LoaderParser.Parse(property, loaderName, key, value, attribute, problems, cancellationToken)
            : null;
        var tags = attribute.Text("Tags") is { } tagsName && key is not null
            ? TagsParser.Parse(property, tagsName, key, value, attribute, problems, cancellationToken)
            : null;
        // Types that cannot be serialized are reported by the serialization rules.
        var keyCodec = key is null ? null : CodecReference.For(key, property.ContainingAssembly);
        var valueCodec = CodecReference.For(value, property.ContainingAssembly);
        if (problems.Errors != before || valueCodec is null || (key is not null && keyCodec is null))
            return null;
        CacheSettingsParser.CopyChangeable(settings, property, value, attribute, problems, cancellationToken);
        return new CacheModel(
            name,
            property.PlainName(),
            MemberModifiers.Of(property, cancellationToken)!,
            TypeNames.Escaped(property.Name),
            TypeNames.Signature(cache),
            key is null ? null : TypeNames.Signature(key),
            TypeNames.Signature(value),
            key is null ? null : TypeNames.Plain(key),
            TypeNames.Plain(value),
            keyCodec,
            valueCodec,
            settings.ToEquatableArray(),
            loader,
            tags);
    }

    private static bool CheckProperty(IPropertySymbol property, Problems problems, CancellationToken cancellationToken)
    {
        if (MemberModifiers.Of(property, cancellationToken) is null)
        {
            problems.Add(GeneralRules.NotPartial, property.Place(), property.Name);
            return false;
        }

        var reason = property switch
        {
            _ when !property.Type.Is(KnownNames.Cache) && !property.Type.Is(KnownNames.Reference) => $"its type is {TypeNames.Plain(property.Type)}",
            { IsStatic: true } => "it is static",
            { SetMethod: not null } => "it can be set",
            { IsIndexer: true } => "it is an indexer",
            _ when GeneratedCode.IsByHand(property.PartialImplementationPart, cancellationToken) => "it has an implementation already",
            _ => null,
        };
        if (reason is not null)
            problems.Add(CacheRules.PropertyShape, property.Place(), property.Name, reason);
        return reason is null;
    }
}
