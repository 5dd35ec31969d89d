using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.Build.Framework;

namespace PluginSdk.Build;

/// <summary>Takes the wire contract out of the assembly that was compiled for it, and writes it to the file that the project names.</summary>
public sealed class WriteClusterContracts : Microsoft.Build.Utilities.Task
{
    private const string MetadataKey = "PluginSdk.ClusterContracts";

    /// <summary>The compiled assembly.</summary>
    [Required]
    public string AssemblyFile { get; set; } = "";

    /// <summary>The file to write.</summary>
    [Required]
    public string ContractsFile { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (ReadContract() is not { } text)
        {
            Log.LogError(null, "PSDK057", null, ContractsFile, 0, 0, 0, 0, "The assembly carries no wire contract, and the file was left as it is: either the generator of PluginSdk did not run when it was compiled, or the file has a line that is not understood.");
            return false;
        }

        if (File.Exists(ContractsFile) && File.ReadAllText(ContractsFile) == text)
        {
            Log.LogMessage(MessageImportance.High, $"{ContractsFile} is up to date.");
            return true;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(ContractsFile)!);
        File.WriteAllText(ContractsFile, text);
        Log.LogMessage(MessageImportance.High, $"{ContractsFile} was written. Review the change and check it in.");
        return true;
    }

    private string? ReadContract()
    {
        using var image = new PEReader(File.OpenRead(AssemblyFile));
        var metadata = image.GetMetadataReader();
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (!IsAssemblyMetadata(metadata, attribute))
                continue;
            var value = metadata.GetBlobReader(attribute.Value);
            if (value.ReadUInt16() == 1 && value.ReadSerializedString() == MetadataKey)
                return value.ReadSerializedString();
        }

        return null;
    }

    private static bool IsAssemblyMetadata(MetadataReader metadata, CustomAttribute attribute)
        => attribute.Constructor.Kind == HandleKind.MemberReference
            && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
            && metadata.GetTypeReference((TypeReferenceHandle)parent) is var type
            && metadata.StringComparer.Equals(type.Name, "AssemblyMetadataAttribute")
            && metadata.StringComparer.Equals(type.Namespace, "System.Reflection");
}
