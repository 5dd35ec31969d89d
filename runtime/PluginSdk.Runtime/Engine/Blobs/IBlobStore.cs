namespace PluginSdk.Runtime.Engine;

/// <summary>Immutable blobs by the lower-case hexadecimal SHA-256 of their bytes.</summary>
public interface IBlobStore
{
    /// <summary>Stores a blob; storing it again changes nothing.</summary>
    /// <returns>Its hash.</returns>
    ValueTask<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>The blob, verified against its hash; null if there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Deletes a blob, if there is one.</summary>
    ValueTask DeleteAsync(string hash, CancellationToken cancellationToken);
}
