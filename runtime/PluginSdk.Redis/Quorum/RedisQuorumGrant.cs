using Medallion.Threading.Redis;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Redis;

internal sealed class RedisQuorumGrant(RedisDistributedLockHandle handle) : IQuorumGrant
{
    // Taken at once: the handle gives none any more after it was disposed.
    public CancellationToken Lost { get; } = handle.HandleLostToken;

    public ValueTask DisposeAsync() => handle.DisposeAsync();
}
