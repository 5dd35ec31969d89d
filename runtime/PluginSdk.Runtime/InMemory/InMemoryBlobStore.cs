using System.Collections.Concurrent;
using System.Security.Cryptography;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

internal sealed class InMemoryBlobStore : IBlobStore
{
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);

    public ValueTask<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        IBlobStore.ThrowIfTooLong(content);
        cancellationToken.ThrowIfCancellationRequested();
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        _blobs.TryAdd(hash, content.ToArray());
        return ValueTask.FromResult(hash);
    }

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string hash, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_blobs.TryGetValue(hash, out var blob) ? blob : (ReadOnlyMemory<byte>?)null);
    }

    public ValueTask DeleteAsync(string hash, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _blobs.TryRemove(hash, out _);
        return ValueTask.CompletedTask;
    }
}
