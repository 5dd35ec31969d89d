using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace PluginSdk.Packaging;

/// <summary>Finds the descriptor in an assembly's metadata; no code of the assembly runs.</summary>
internal static class DescriptorAttribute
{
    public const string Namespace = "PluginSdk.CompilerServices";
    public const string Name = "ClusterPluginDescriptorAttribute";

    public static PluginDescriptor Read(byte[] assembly, string origin) =>
        PluginDescriptor.Parse(Find(assembly, origin) ?? throw PackageFailures.NoDescriptor(origin), origin);

    public static string? Find(byte[] assembly, string origin)
    {
        try
        {
            using var image = new PEReader(ImmutableArray.Create(assembly));
            if (!image.HasMetadata)
                throw PackageFailures.NotAnAssembly(origin);
            var metadata = image.GetMetadataReader();
            if (!metadata.IsAssembly)
                throw PackageFailures.NotAnAssembly(origin);
            foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
            {
                var attribute = metadata.GetCustomAttribute(handle);
                if (IsDescriptor(metadata, attribute))
                    return ReadText(metadata.GetBlobReader(attribute.Value));
            }
            return null;
        }
        catch (Exception e) when (DamagedImage.IsCause(e))
        {
            throw PackageFailures.NotAnAssembly(origin);
        }
    }

    private static bool IsDescriptor(MetadataReader metadata, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
        && metadata.GetTypeReference((TypeReferenceHandle)parent) is var type
        && metadata.StringComparer.Equals(type.Name, Name)
        && metadata.StringComparer.Equals(type.Namespace, Namespace);

    private static string? ReadText(BlobReader value) =>
        value.ReadUInt16() == 1 ? value.ReadSerializedString() : null;
}
