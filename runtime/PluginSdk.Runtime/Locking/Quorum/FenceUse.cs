using System.Reflection;
using System.Reflection.Metadata;

namespace PluginSdk.Runtime;

/// <summary>Finds out, before a plugin runs, whether its code asks for the fencing token of a lock.</summary>
internal static class FenceUse
{
    /// <summary>
    /// Refuses a plugin that would ask a lock on a quorum for its fencing token. What cannot be found here, because it is in
    /// another assembly or there is no metadata at run time, is told by the lease itself.
    /// </summary>
    /// <exception cref="NotSupportedException">The plugin's code reads <see cref="ClusterLockLease.FencingToken"/>.</exception>
    public static void ThrowIfIn(Assembly assembly, string plugin)
    {
        if (IsIn(assembly))
            throw new NotSupportedException($"The plugin '{plugin}' asks for fencing tokens ({assembly.GetName().Name} reads ClusterLockLease.FencingToken), and this host has its locks stand on a quorum of servers (UseQuorum), which has none. Have the host do without UseQuorum, or have the plugin do without tokens.");
    }

    /// <summary>Whether code of <paramref name="assembly"/> reads <see cref="ClusterLockLease.FencingToken"/>.</summary>
    public static unsafe bool IsIn(Assembly assembly)
    {
        if (!assembly.TryGetRawMetadata(out var start, out var length))
            return false;
        var metadata = new MetadataReader(start, length);
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference || !metadata.StringComparer.Equals(member.Name, $"get_{nameof(ClusterLockLease.FencingToken)}"))
                continue;
            var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            if (metadata.StringComparer.Equals(type.Name, nameof(ClusterLockLease)) && metadata.StringComparer.Equals(type.Namespace, typeof(ClusterLockLease).Namespace!))
                return true;
        }

        return false;
    }
}
