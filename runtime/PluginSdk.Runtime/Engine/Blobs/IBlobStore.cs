namespace PluginSdk.Runtime.Engine;

/// <summary>Immutable blobs by the lower-case hexadecimal SHA-256 of their bytes.</summary>
public interface IBlobStore
{
    /// <summary>The most bytes that a blob may have: 256 MiB.</summary>
    const int MaxLength = 256 * 1024 * 1024;

    /// <summary>Stores a blob; storing it again changes nothing. It is there as a whole or not at all.</summary>
    /// <returns>Its hash.</returns>
    /// <exception cref="ArgumentException">It is longer than <see cref="MaxLength"/>.</exception>
    ValueTask<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>The blob, verified against its hash; null if there is none.</summary>
    /// <exception cref="InvalidDataException">The engine has other bytes under this hash.</exception>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Deletes a blob, if there is one.</summary>
    ValueTask DeleteAsync(string hash, CancellationToken cancellationToken);

    /// <summary>For engines: refuses what is longer than <see cref="MaxLength"/>.</summary>
    /// <exception cref="ArgumentException">It is longer.</exception>
    static void ThrowIfTooLong(ReadOnlyMemory<byte> content)
    {
        if (content.Length > MaxLength)
            throw new ArgumentException($"The blob has {content.Length} bytes; the store takes {MaxLength} at most. Keep large files out of the package, for example in the shared home.", nameof(content));
    }
}
