using System.Reflection.Metadata;

namespace PluginSdk.Packaging.Validation;

/// <summary>Full names from metadata, nested types after a dot.</summary>
internal static class MetadataNames
{
    public static string Of(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = WithoutFile(metadata.GetString(type.Name));
        var outer = type.GetDeclaringType();
        return outer.IsNil ? Join(metadata.GetString(type.Namespace), name) : Join(Of(metadata, outer), name);
    }

    public static string Of(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? Join(Of(metadata, (TypeReferenceHandle)type.ResolutionScope), name)
            : Join(metadata.GetString(type.Namespace), name);
    }

    /// <summary>The name of a base type, an interface or the parent of a member.</summary>
    public static string Of(MetadataReader metadata, EntityHandle handle) => Shape(metadata, handle).Name;

    public static TypeShape Shape(MetadataReader metadata, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => new TypeShape(Of(metadata, (TypeDefinitionHandle)handle), [], (TypeDefinitionHandle)handle),
        HandleKind.TypeReference => TypeShape.Of(Of(metadata, (TypeReferenceHandle)handle)),
        HandleKind.TypeSpecification => Signatures.Of(metadata, metadata.GetTypeSpecification((TypeSpecificationHandle)handle)),
        _ => TypeShape.Of(""),
    };

    /// <summary>A file-local type carries its file's name and hash, <c>&lt;File&gt;F0123…__Name</c>.</summary>
    private static string WithoutFile(string name)
    {
        const int HashLength = 64;
        var end = name.StartsWith('<') ? name.IndexOf(">F", StringComparison.Ordinal) : -1;
        var start = end + 2 + HashLength + 2;
        return end > 0 && name.Length > start && name.AsSpan(start - 2, 2) is "__" ? name[start..] : name;
    }

    private static string Join(string outer, string name) => outer.Length == 0 ? name : $"{outer}.{name}";
}
