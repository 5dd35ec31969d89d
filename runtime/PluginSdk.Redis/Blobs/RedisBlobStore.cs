using System.Security.Cryptography;
using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>Blobs as plain strings under their hash.</summary>
internal sealed class RedisBlobStore(RedisConnection connection) : IBlobStore
{
    public async ValueTask<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        await connection.RunAsync(database => database.StringSetAsync(Key(hash), content, when: When.NotExists), cancellationToken).ConfigureAwait(false);
        return hash;
    }

    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(string hash, CancellationToken cancellationToken)
    {
        var value = await connection.RunAsync(database => database.StringGetAsync(Key(hash)), cancellationToken).ConfigureAwait(false);
        if (value.IsNull)
            return null;
        var content = (ReadOnlyMemory<byte>)value;
        var found = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        return found == hash ? content : throw new InvalidDataException($"The blob {hash} has bytes of {found}: it was changed in Redis. Delete it and install its package again.");
    }

    public async ValueTask DeleteAsync(string hash, CancellationToken cancellationToken) =>
        await connection.RunAsync(database => database.KeyDeleteAsync(Key(hash)), cancellationToken).ConfigureAwait(false);

    private RedisKey Key(string hash) => connection.Keys.Of("blob", hash);
}
