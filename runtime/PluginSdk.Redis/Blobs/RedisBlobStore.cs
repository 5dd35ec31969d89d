using System.Globalization;
using System.Security.Cryptography;
using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>
/// A blob is a head, which holds its length, and chunks, so that no command is large enough to hold up the others on the
/// connection. Chunks expire until the head makes them a blob: an upload that broke off leaves nothing for good.
/// </summary>
internal sealed class RedisBlobStore(RedisConnection connection) : IBlobStore
{
    internal const int ChunkLength = 512 * 1024;

    private static readonly TimeSpan s_uploadLife = TimeSpan.FromHours(1);

    /// <summary>
    /// KEYS: head, chunks. ARGV: the blob's length, a chunk's length. Makes the chunks a blob if all are there.
    /// </summary>
    private const string Complete =
        """
        local rest = tonumber(ARGV[1])
        for i = 2, #KEYS do
          local length = math.min(rest, tonumber(ARGV[2]))
          if redis.call('STRLEN', KEYS[i]) ~= length then return 0 end
          rest = rest - length
        end
        for i = 2, #KEYS do redis.call('PERSIST', KEYS[i]) end
        redis.call('SET', KEYS[1], ARGV[1])
        return 1
        """;

    public async ValueTask<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        IBlobStore.ThrowIfTooLong(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var keys = KeysOf(hash, content.Length);
        RedisValue[] lengths = [content.Length, ChunkLength];
        for (var attempt = 0; !(bool)await connection.ScriptAsync(Complete, keys, lengths, cancellationToken).ConfigureAwait(false); attempt++)
        {
            if (attempt == 2)
                throw Damaged(hash, "loses parts while it is being stored");
            // What was uploaded and is not complete has parts of another length, or lost some.
            if (attempt > 0)
                await connection.RunAsync(database => database.KeyDeleteAsync(keys), cancellationToken).ConfigureAwait(false);
            await UploadAsync(content, keys, cancellationToken).ConfigureAwait(false);
        }
        return hash;
    }

    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(string hash, CancellationToken cancellationToken)
    {
        if (await ReadLengthAsync(hash, cancellationToken).ConfigureAwait(false) is not { } length)
            return null;
        var content = new byte[length];
        var keys = KeysOf(hash, length);
        var position = 0;
        for (var i = 1; i < keys.Length; i++)
        {
            var chunk = (ReadOnlyMemory<byte>)await connection.RunAsync(database => database.StringGetAsync(keys[i]), cancellationToken).ConfigureAwait(false);
            if (chunk.Length != Math.Min(ChunkLength, length - position))
            {
                // Somebody deleted it meanwhile, or there is a hole.
                return await ReadLengthAsync(hash, cancellationToken).ConfigureAwait(false) is null ? null : throw Damaged(hash, "lacks a part");
            }
            chunk.CopyTo(content.AsMemory(position));
            position += chunk.Length;
        }
        var found = Convert.ToHexStringLower(SHA256.HashData(content));
        return found == hash ? content : throw Damaged(hash, $"has the bytes of {found}");
    }

    public async ValueTask DeleteAsync(string hash, CancellationToken cancellationToken)
    {
        if (await ReadLengthAsync(hash, cancellationToken).ConfigureAwait(false) is { } length)
            await connection.RunAsync(database => database.KeyDeleteAsync(KeysOf(hash, length)), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask UploadAsync(ReadOnlyMemory<byte> content, RedisKey[] keys, CancellationToken cancellationToken)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            var start = (i - 1) * ChunkLength;
            var chunk = content.Slice(start, Math.Min(ChunkLength, content.Length - start));
            // Never overwritten: the chunk may be part of a blob that another node has just completed.
            await connection.RunAsync(database => database.StringSetAsync(keys[i], chunk, s_uploadLife, when: When.NotExists), cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<int?> ReadLengthAsync(string hash, CancellationToken cancellationToken)
    {
        var head = await connection.RunAsync(database => database.StringGetAsync(Head(hash)), cancellationToken).ConfigureAwait(false);
        if (head.IsNull)
            return null;
        return int.TryParse((string?)head, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= IBlobStore.MaxLength
            ? length
            : throw Damaged(hash, "has a head that is not a length");
    }

    private static InvalidDataException Damaged(string hash, string how) =>
        new($"The blob {hash} {how}: its keys in Redis were changed or evicted. Check that maxmemory-policy is noeviction, and install the package again.");

    private RedisKey[] KeysOf(string hash, int length)
    {
        var keys = new RedisKey[1 + (length + ChunkLength - 1) / ChunkLength];
        keys[0] = Head(hash);
        for (var i = 1; i < keys.Length; i++)
            keys[i] = connection.Keys.Of("blob", string.Create(CultureInfo.InvariantCulture, $"{hash}:{i}"));
        return keys;
    }

    private RedisKey Head(string hash) => connection.Keys.Of("blob", hash);
}
