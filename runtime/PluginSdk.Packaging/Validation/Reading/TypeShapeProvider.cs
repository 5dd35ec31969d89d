using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace PluginSdk.Packaging.Validation;

/// <summary>Decodes signatures to <see cref="TypeShape"/>.</summary>
internal sealed class TypeShapeProvider : ISignatureTypeProvider<TypeShape, object?>
{
    public static TypeShapeProvider Instance { get; } = new();

    public TypeShape GetPrimitiveType(PrimitiveTypeCode typeCode) => TypeShape.Of($"System.{typeCode}");

    public TypeShape GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        new(MetadataNames.Of(reader, handle), [], handle);

    public TypeShape GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        TypeShape.Of(MetadataNames.Of(reader, handle));

    /// <summary>No compiler writes it, and it may lead back to where it stands.</summary>
    public TypeShape GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        TypeShape.Of("");

    public TypeShape GetGenericInstantiation(TypeShape genericType, ImmutableArray<TypeShape> typeArguments) =>
        genericType with { Arguments = typeArguments };

    public TypeShape GetSZArrayType(TypeShape elementType) => new(TypeShape.Array, [elementType]);

    public TypeShape GetArrayType(TypeShape elementType, ArrayShape shape) => new(TypeShape.Array, [elementType]);

    public TypeShape GetPointerType(TypeShape elementType) => new(TypeShape.Pointer, [elementType]);

    public TypeShape GetByReferenceType(TypeShape elementType) => elementType;

    public TypeShape GetPinnedType(TypeShape elementType) => elementType;

    public TypeShape GetModifiedType(TypeShape modifier, TypeShape unmodifiedType, bool isRequired) => unmodifiedType;

    public TypeShape GetFunctionPointerType(MethodSignature<TypeShape> signature) => new(TypeShape.Pointer, [TypeShape.Of("System.Void")]);

    public TypeShape GetGenericMethodParameter(object? genericContext, int index) => TypeShape.Of(TypeShape.Parameter);

    public TypeShape GetGenericTypeParameter(object? genericContext, int index) => TypeShape.Of(TypeShape.Parameter);
}
