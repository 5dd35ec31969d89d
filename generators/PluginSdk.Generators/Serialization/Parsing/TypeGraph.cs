using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>Walks from the roots to everything that they reach; a type that several reach is parsed once.</summary>
internal static class TypeGraph
{
    /// <summary>The codecs to emit, in the order of their names.</summary>
    public static EquatableArray<CodecModel> Walk(
        IEnumerable<SerializationRoot> roots,
        IAssemblySymbol assembly,
        CancellationToken cancellationToken)
    {
        var pending = new Queue<INamedTypeSymbol>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.IncludeNullability);
        var shapes = new ShapeParser(assembly, (type, _) =>
        {
            if (seen.Add(type))
                pending.Enqueue(type);
        });
        foreach (var root in roots)
        {
            foreach (var type in root.Resolve(assembly).SelectMany(SerializationRoot.TypesOf))
                shapes.Parse(type);
        }

        var parser = new ObjectParser(shapes);
        var models = new SortedDictionary<string, CodecModel>(StringComparer.Ordinal);
        while (pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (parser.Parse(pending.Dequeue()) is { } model)
                models[model.FullName] = model;
        }

        return WithDistinctFiles(models.Values).ToEquatableArray();
    }

    /// <summary>The names of generated files are compared without regard to case; those of types are not.</summary>
    private static IEnumerable<CodecModel> WithDistinctFiles(IEnumerable<CodecModel> models)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in models)
            yield return taken.Add(model.FullName) ? model : model with { HintName = $"{model.FullName}.{StableHash.Of(model.FullName)}.g.cs" };
    }

    /// <summary>The partial types among the roots, which are given their codec as a static member.</summary>
    public static EquatableArray<SelfDescription> SelfDescriptions(IEnumerable<SerializationRoot> roots, IAssemblySymbol assembly)
    {
        var descriptions = new List<SelfDescription>();
        foreach (var type in roots.Where(root => root.Member is null).SelectMany(root => root.Resolve(assembly)).OfType<INamedTypeSymbol>())
        {
            if (PartialTypes.IsPartial(type) && !SerializableTypes.KnowsItsCodec(type, assembly) && CodecReference.For(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), assembly) is { } codec)
            {
                descriptions.Add(new SelfDescription(
                    HintName.For(type, "WireSerializable"), TypeNames.Global(type), codec, TypeHierarchy.Of(type)));
            }
        }

        return descriptions.Distinct().OrderBy(description => description.HintName, StringComparer.Ordinal).ToEquatableArray();
    }
}
