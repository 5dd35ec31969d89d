using Microsoft.Extensions.Logging;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>
/// Shows that this node is alive, and knows which others are. Who joins or leaves in order says so in the log, so that all
/// look at once; who dies is missed when its record has expired.
/// </summary>
internal sealed class Membership : IClusterNodes, IFeedSubscriber, IAsyncDisposable
{
    private const string Topic = "cluster/nodes";
    private readonly ClusterMember _member;
    private readonly ILogger _logger;
    private readonly NodeLife _life;
    private readonly WakeSignal _wake;
    private readonly CancellationTokenSource _stopping = new();
    private volatile ClusterNode[] _current;
    private IDisposable? _subscription;
    private Task _keeping = Task.CompletedTask;

    public Membership(ClusterMember member)
    {
        _member = member;
        _logger = member.Options.LoggerFactory.CreateLogger("PluginSdk.Membership");
        _life = new NodeLife(member);
        _wake = new WakeSignal(member.Options.TimeProvider);
        _current = [member.Node];
    }

    public IReadOnlyList<ClusterNode> Current => _current;

    /// <inheritdoc cref="NodeLife.IsCertain"/>
    public bool IsCertain => _life.IsCertain;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = _member.Feed.Subscribe(Topic, this);
        await _life.RenewAsync(cancellationToken);
        await LookAsync(cancellationToken);
        await _member.Feed.AppendAsync(Topic, ReadOnlyMemory<byte>.Empty, cancellationToken);
        _keeping = Detached.Start(() => KeepAsync(_stopping.Token));
    }

    public void OnEntry(LogEntry entry) => _wake.Set();

    public void OnResync() => _wake.Set();

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        _stopping.Cancel();
        await _keeping;
        _subscription?.Dispose();
        if (_subscription is not null)
            await LeaveAsync();
        _stopping.Dispose();
    }

    private async Task KeepAsync(CancellationToken stopping)
    {
        var (failing, lapsed) = (false, false);
        while (true)
        {
            try
            {
                await _wake.WaitAsync(NextPause(failing), stopping);
                await _life.RenewAsync(stopping);
                await LookAsync(stopping);
                if (failing)
                    MembershipLog.MemberAgain(_logger, _member.Node.Name);
                (failing, lapsed) = (false, false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it was, a node that stopped renewing would be given up by the others.
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (!failing)
                    MembershipLog.RenewalFailed(_logger, _member.Node.Name, e);
                failing = true;
            }

            if (!lapsed && !_life.IsCertain)
            {
                MembershipLog.Lapsed(_logger, _member.Node.Name, _member.Options.MembershipTimeout);
                lapsed = true;
            }
        }
    }

    /// <summary>A third of the life, so that two renewals may fail; somewhat less at random, so that nodes spread.</summary>
    private TimeSpan NextPause(bool failing) =>
        _member.Options.MembershipTimeout / (failing ? 10 : 3) * (0.8 + _member.Options.Random.NextDouble() / 5);

    /// <summary>The nodes that are alive, as the engine knows them now.</summary>
    public async Task<ClusterNode[]> ListAsync(CancellationToken cancellationToken)
    {
        var snapshot = await _member.Engine.Records.ListAsync(NodeRecord.Collection, cancellationToken);
        return
        [
            .. snapshot.Records.Select(NodeRecord.Read).OfType<ClusterNode>().Where(node => node.Id != _member.Node.Id).Append(_member.Node)
                .OrderBy(static node => node.Name, StringComparer.Ordinal).ThenBy(static node => node.Id, StringComparer.Ordinal),
        ];
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var nodes = await ListAsync(cancellationToken);
        if (nodes.SequenceEqual(_current))
            return;
        _current = nodes;
        MembershipLog.NodesChanged(_logger, _member.Node.Name, nodes);
    }

    private async Task LeaveAsync()
    {
        try
        {
            await _life.EndAsync(CancellationToken.None);
            await _member.Engine.Log.AppendAsync(_member.Feed.Prepare(Topic, ReadOnlyMemory<byte>.Empty), CancellationToken.None);
        }
        catch (EngineUnavailableException e)
        {
            MembershipLog.LeavingFailed(_logger, _member.Node.Name, e);
        }
    }
}
