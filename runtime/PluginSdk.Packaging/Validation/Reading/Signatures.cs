using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace PluginSdk.Packaging.Validation;

/// <summary>
/// Decodes signatures. The runtime's decoder believes what it reads: it goes as deep as the bytes say and makes room for
/// as many arguments as they claim. So each signature is walked through before, by the grammar of ECMA-335 II.23.2.
/// </summary>
internal static class Signatures
{
    /// <summary>How deep types are nested at most; the deepest that people write are some ten.</summary>
    private const int MaxDepth = 100;

    public static TypeShape Of(MetadataReader metadata, FieldDefinition field)
    {
        var signature = metadata.GetBlobReader(field.Signature);
        signature.ReadByte();
        Walk(ref signature, 0);
        return field.DecodeSignature(TypeShapeProvider.Instance, null);
    }

    public static TypeShape Of(MetadataReader metadata, TypeSpecification type)
    {
        var signature = metadata.GetBlobReader(type.Signature);
        Walk(ref signature, 0);
        return type.DecodeSignature(TypeShapeProvider.Instance, null);
    }

    public static MethodSignature<TypeShape> Of(MetadataReader metadata, MethodDefinition method)
    {
        WalkMethod(metadata, method.Signature);
        return method.DecodeSignature(TypeShapeProvider.Instance, null);
    }

    public static MethodSignature<TypeShape> Of(MetadataReader metadata, MemberReference method)
    {
        WalkMethod(metadata, method.Signature);
        return method.DecodeMethodSignature(TypeShapeProvider.Instance, null);
    }

    public static MethodSignature<TypeShape> Of(MetadataReader metadata, StandaloneSignature call)
    {
        WalkMethod(metadata, call.Signature);
        return call.DecodeMethodSignature(TypeShapeProvider.Instance, null);
    }

    public static ImmutableArray<TypeShape> Of(MetadataReader metadata, MethodSpecification method)
    {
        var signature = metadata.GetBlobReader(method.Signature);
        signature.ReadByte();
        WalkMany(ref signature, 0);
        return method.DecodeSignature(TypeShapeProvider.Instance, null);
    }

    private static void WalkMethod(MetadataReader metadata, BlobHandle handle)
    {
        var signature = metadata.GetBlobReader(handle);
        WalkMethod(ref signature, 0);
    }

    private static void WalkMethod(ref BlobReader signature, int depth)
    {
        if (signature.ReadSignatureHeader().IsGeneric)
            signature.ReadCompressedInteger();
        var parameters = ReadCount(ref signature);
        // The type that is returned comes first.
        for (var count = parameters + 1; count > 0; count--)
            Walk(ref signature, depth + 1);
    }

    private static void WalkMany(ref BlobReader signature, int depth)
    {
        for (var count = ReadCount(ref signature); count > 0; count--)
            Walk(ref signature, depth + 1);
    }

    private static void Walk(ref BlobReader signature, int depth)
    {
        if (depth > MaxDepth)
            throw new BadImageFormatException("A signature is nested too deep.");
        switch (signature.ReadSignatureTypeCode())
        {
            case SignatureTypeCode.Pointer or SignatureTypeCode.ByReference or SignatureTypeCode.SZArray or SignatureTypeCode.Pinned or SignatureTypeCode.Sentinel:
                Walk(ref signature, depth + 1);
                break;
            case SignatureTypeCode.RequiredModifier or SignatureTypeCode.OptionalModifier:
                signature.ReadTypeHandle();
                Walk(ref signature, depth + 1);
                break;
            case SignatureTypeCode.TypeHandle:
                signature.ReadTypeHandle();
                break;
            case SignatureTypeCode.GenericTypeParameter or SignatureTypeCode.GenericMethodParameter:
                signature.ReadCompressedInteger();
                break;
            case SignatureTypeCode.GenericTypeInstance:
                signature.ReadByte();
                signature.ReadTypeHandle();
                WalkMany(ref signature, depth);
                break;
            case SignatureTypeCode.Array:
                Walk(ref signature, depth + 1);
                signature.ReadCompressedInteger();
                for (var count = ReadCount(ref signature); count > 0; count--)
                    signature.ReadCompressedInteger();
                for (var count = ReadCount(ref signature); count > 0; count--)
                    signature.ReadCompressedSignedInteger();
                break;
            case SignatureTypeCode.FunctionPointer:
                WalkMethod(ref signature, depth + 1);
                break;
        }
    }

    /// <summary>A number of things that follow, each of which takes a byte at least.</summary>
    private static int ReadCount(ref BlobReader signature)
    {
        var count = signature.ReadCompressedInteger();
        return count <= signature.RemainingBytes ? count : throw new BadImageFormatException("A signature is shorter than it says.");
    }
}
