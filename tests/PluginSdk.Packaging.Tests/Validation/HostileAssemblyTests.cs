using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace PluginSdk.Packaging.Tests;

/// <summary>Assemblies that no compiler writes, made to take the host down that looks at them before it loads them.</summary>
public sealed class HostileAssemblyTests
{
    [Fact]
    public void A_type_that_is_nested_in_itself_is_refused() => AssertRefused((metadata, type) => metadata.AddNestedType(type, type));

    [Fact]
    public void A_type_that_derives_from_itself_is_refused() => AssertRefused((metadata, type) =>
        metadata.AddTypeDefinition(TypeAttributes.Public, default, metadata.GetOrAddString("Ouroboros"), MetadataTokens.TypeDefinitionHandle(3), MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1)));

    [Fact]
    public void A_reference_to_a_type_within_itself_is_refused() => AssertRefused((metadata, type) =>
        metadata.AddTypeReference(MetadataTokens.TypeReferenceHandle(1), default, metadata.GetOrAddString("Ouroboros")));

    [Fact]
    public void A_type_that_derives_from_a_reference_within_itself_is_refused() => AssertRefused((metadata, type) =>
    {
        var reference = metadata.AddTypeReference(MetadataTokens.TypeReferenceHandle(1), default, metadata.GetOrAddString("Ouroboros"));
        metadata.AddTypeDefinition(TypeAttributes.Public, default, metadata.GetOrAddString("Child"), reference, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
    });

    /// <summary>An array of an array of an array, as deep as the stack is and deeper.</summary>
    [Fact]
    public void A_signature_without_end_is_refused() => AssertFieldRefused([6, .. Enumerable.Repeat((byte)0x1d, 1_000_000), 8]);

    /// <summary>A generic type with half a thousand million arguments.</summary>
    [Fact]
    public void A_signature_that_claims_more_than_it_has_is_refused() => AssertFieldRefused([6, 0x15, 0x12, 8, 0xdf, 0xff, 0xff, 0xff, 8]);

    /// <summary>A number, modified by a number that is modified by itself.</summary>
    [Fact]
    public void A_modifier_that_leads_back_to_itself_is_passed_over()
    {
        var bytes = Build((metadata, type) =>
        {
            metadata.AddTypeSpecification(metadata.GetOrAddBlob(new byte[] { 0x1f, (1 << 2) | 2, 8 }));
            metadata.AddFieldDefinition(FieldAttributes.Public, metadata.GetOrAddString("Field"), metadata.GetOrAddBlob(new byte[] { 6, 0x1f, (1 << 2) | 2, 8 }));
        });

        Assert.Empty(AssemblyValidator.Validate(bytes, "Hostile.dll").Findings);
    }

    private static void AssertFieldRefused(byte[] signature) => AssertRefused((metadata, _) =>
        metadata.AddFieldDefinition(FieldAttributes.Public, metadata.GetOrAddString("Field"), metadata.GetOrAddBlob(signature)));

    private static void AssertRefused(Action<MetadataBuilder, TypeDefinitionHandle> make)
    {
        var bytes = Build(make);
        Assert.Throws<PluginPackageException>(() => AssemblyValidator.Validate(bytes, "Hostile.dll"));
    }

    /// <summary>An assembly with one class, to which <paramref name="make"/> may add.</summary>
    private static byte[] Build(Action<MetadataBuilder, TypeDefinitionHandle> make)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("Hostile.dll"), metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("Hostile"), new Version(1, 0, 0, 0), default, default, 0, AssemblyHashAlgorithm.None);
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var type = metadata.AddTypeDefinition(TypeAttributes.Public, default, metadata.GetOrAddString("Class"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        make(metadata, type);
        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(image);
        return image.ToArray();
    }
}
