using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>A node's own record: written when it joins, renewed while it lives, deleted when it leaves.</summary>
internal sealed class NodeLife(ClusterMember member)
{
    private readonly ReadOnlyMemory<byte> _value = NodeRecord.Write(member.Node);
    private long _version;
    private long _renewedAt;
    private volatile bool _written;

    /// <summary>
    /// Whether the others still count this node as alive. Measured from the sending of the last renewal that was answered:
    /// the node knows that it is given up before anyone does.
    /// </summary>
    public bool IsCertain => _written && Time.GetElapsedTime(Volatile.Read(ref _renewedAt)) < Timeout;

    private TimeProvider Time => member.Options.TimeProvider;

    private TimeSpan Timeout => member.Options.MembershipTimeout;

    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var sent = Time.GetTimestamp();
            var result = await SetAsync(_value, Timeout, cancellationToken);
            _version = result.Version;
            if (!result.Succeeded)
            {
                // Nobody else writes this record: it has expired, or an earlier renewal was done whose answer was lost.
                continue;
            }

            Volatile.Write(ref _renewedAt, sent);
            _written = true;
            return;
        }
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        _written = false;
        CompareAndSetResult result;
        do
        {
            result = await SetAsync(null, null, cancellationToken);
            _version = result.Version;
        }
        while (!result.Succeeded && _version != 0);
    }

    private ValueTask<CompareAndSetResult> SetAsync(ReadOnlyMemory<byte>? value, TimeSpan? timeToLive, CancellationToken cancellationToken) =>
        member.Engine.Records.CompareAndSetAsync(NodeRecord.Collection, member.Node.Id, _version, value, timeToLive, cancellationToken);
}
