using System.Reflection.Metadata;

namespace PluginSdk.Packaging.Validation;

/// <summary>Metadata in which a type stands within itself has no names; whoever composed one would never come to an end.</summary>
internal static class TypeNesting
{
    /// <summary>How deep types are nested at most; compilers allow less.</summary>
    private const int MaxDepth = 100;

    /// <exception cref="BadImageFormatException">A type is nested in itself, or derives from itself.</exception>
    public static void Verify(MetadataReader metadata)
    {
        foreach (var handle in metadata.TypeReferences)
            Verify(handle, static (reader, type) => reader.GetTypeReference(type).ResolutionScope is { Kind: HandleKind.TypeReference } outer ? (TypeReferenceHandle)outer : default, metadata, MaxDepth);
        foreach (var handle in metadata.TypeDefinitions)
            Verify(handle, static (reader, type) => reader.GetTypeDefinition(type).GetDeclaringType(), metadata, MaxDepth);
        // Base types have names, and so come last.
        foreach (var handle in metadata.TypeDefinitions)
            Verify(handle, static (reader, type) => BaseOf(reader, type), metadata, metadata.TypeDefinitions.Count);
    }

    private static void Verify<THandle>(THandle handle, Func<MetadataReader, THandle, THandle> next, MetadataReader metadata, int most)
        where THandle : struct, IEquatable<THandle>
    {
        for (var depth = 0; !handle.Equals(default); handle = next(metadata, handle))
        {
            if (depth++ > most)
                throw new BadImageFormatException("A type stands within itself.");
        }
    }

    /// <summary>The base type, if it is one of this assembly's.</summary>
    private static TypeDefinitionHandle BaseOf(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle).BaseType;
        return type.IsNil ? default : MetadataNames.Shape(metadata, type).Definition;
    }
}
