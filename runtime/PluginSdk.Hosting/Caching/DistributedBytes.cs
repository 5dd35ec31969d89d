using System.Buffers;
using Microsoft.Extensions.Caching.Distributed;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Hosting;

/// <summary>
/// Bytes in a distributed cache, each under a name of its own that is never used again: what stands there never changes,
/// so that no order of writes matters.
/// </summary>
internal sealed class DistributedBytes(IDistributedCache cache, Random random)
{
    /// <summary>
    /// What the cache adds to a value's life. A cache may count in whole seconds and start before the value is known to
    /// the engine; the engine ends the value to the millisecond, the cache only cleans up.
    /// </summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromMinutes(1);

    /// <summary>The life of what does not expire: what nobody names any more must go some day.</summary>
    private static readonly TimeSpan s_forgottenAfter = TimeSpan.FromDays(7);

    /// <returns>Under which name the bytes stand.</returns>
    public async ValueTask<byte[]> WriteAsync(ReadOnlyMemory<byte> bytes, TimeSpan? life, CancellationToken cancellationToken)
    {
        var name = new byte[16];
        random.NextBytes(name);
        var wholeSeconds = TimeSpan.FromSeconds(Math.Ceiling((life ?? s_forgottenAfter).TotalSeconds));
        var options = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = wholeSeconds + s_slack };
        try
        {
            if (cache is IBufferDistributedCache buffers)
                await buffers.SetAsync(KeyOf(name), new ReadOnlySequence<byte>(bytes), options, cancellationToken);
            else
                await cache.SetAsync(KeyOf(name), bytes.ToArray(), options, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw Unavailable(failure);
        }

        return name;
    }

    /// <returns>The bytes; null if the cache has lost them.</returns>
    public async ValueTask<byte[]?> ReadAsync(ReadOnlyMemory<byte> name, CancellationToken cancellationToken)
    {
        try
        {
            return await cache.GetAsync(KeyOf(name.Span), cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw Unavailable(failure);
        }
    }

    /// <summary>Removes what nobody names any more. If that fails, it expires.</summary>
    public async ValueTask DropAsync(ReadOnlyMemory<byte> name)
    {
        try
        {
            await cache.RemoveAsync(KeyOf(name.Span), CancellationToken.None);
        }
#pragma warning disable CA1031 // Only room is lost, and only until it expires; the write that came before has been done.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private static string KeyOf(ReadOnlySpan<byte> name) => $"pluginsdk:{Convert.ToHexStringLower(name)}";

    private EngineUnavailableException Unavailable(Exception failure) =>
        new($"The distributed cache {cache.GetType().Name}, which holds the cluster's cached values, failed: {failure.Message}", failure);
}
