using System.Threading.Channels;
using PluginSdk.Packaging;
using PluginSdk.Runtime;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Hosting;

/// <summary>
/// Makes a node run what is installed in the cluster: on each announcement, and at a steady pace in case one was missed. A
/// package that was refused is not tried again before it is installed anew or the node restarts.
/// </summary>
internal sealed class PackageFollower(PluginNode node) : IFeedSubscriber, IAsyncDisposable
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_reportLife = TimeSpan.FromSeconds(20);

    private readonly Channel<bool> _wakeUps = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private readonly SortedDictionary<string, PackageOnNode> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _tried = new(StringComparer.Ordinal);
    private IDisposable? _subscription;
    private ITimer? _timer;
    private Task _loop = Task.CompletedTask;

    private TimeProvider Time => node.Options.Member.TimeProvider;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = node.Member.Feed.Subscribe(PackageStore.Topic, this);
        await FollowOnceAsync(cancellationToken);
        _timer = Time.CreateTimer(static self => ((PackageFollower)self!).WakeUp(), this, s_pace, s_pace);
        _loop = FollowAsync();
    }

    public void OnEntry(LogEntry entry) => WakeUp();

    public void OnResync() => WakeUp();

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        if (_timer is not null)
            await _timer.DisposeAsync();
        _stopping.Cancel();
        await _loop;
        if (_subscription is not null)
            await WithdrawAsync();
        _stopping.Dispose();
    }

    private void WakeUp() => _wakeUps.Writer.TryWrite(true);

    private async Task FollowAsync()
    {
        try
        {
            while (await _wakeUps.Reader.WaitToReadAsync(_stopping.Token))
            {
                _wakeUps.Reader.TryRead(out _);
                await FollowOnceAsync(_stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task FollowOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            var installed = (await node.Packages.ListAsync(cancellationToken)).ToDictionary(package => package.Key, StringComparer.Ordinal);
            foreach (var state in _states.Values.Where(state => !installed.TryGetValue(state.Key, out var package) || !IsDealtWith(package, state)).ToList())
                await StopAsync(state);
            foreach (var package in installed.Values.Where(package => !_states.ContainsKey(package.Key)).OrderBy(package => package.Key, StringComparer.Ordinal))
                await StartAsync(package, cancellationToken);
            await node.Packages.ReportAsync(node.Member.Node, [.. _states.Values], s_reportLife, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A node that stopped following would miss every later package.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            node.Logger.PackagesUnavailable(failure, s_pace);
        }
    }

    private bool IsDealtWith(InstalledPackage package, PackageOnNode state) =>
        package.Hash == state.Hash && (state.State == PackageState.Running || package.InstalledAt == _tried[package.Key]);

    private async Task StopAsync(PackageOnNode state)
    {
        if (state.State == PackageState.Running)
            await node.StopAsync(state.Key);
        else
            node.Forgive(state.Key);
        _states.Remove(state.Key);
    }

    private async Task StartAsync(InstalledPackage installed, CancellationToken cancellationToken)
    {
        var state = new PackageOnNode { Key = installed.Key, Version = installed.Version, Hash = installed.Hash, State = PackageState.Running };
        try
        {
            // Uninstalled or replaced at this moment: the next round sees by what.
            if (await node.Packages.FetchAsync(installed, cancellationToken) is not { } package)
                return;
            await node.StartPackageAsync(package, cancellationToken);
        }
        catch (PluginPackageException refused)
        {
            node.Refuse(installed.Key, refused.Message, refused);
            state = state with { State = PackageState.Refused, Reason = refused.Message };
        }
        catch (PluginRefusedException refused)
        {
            state = state with { State = PackageState.Refused, Reason = refused.Message };
        }
        _states[installed.Key] = state;
        _tried[installed.Key] = installed.InstalledAt;
    }

    private async Task WithdrawAsync()
    {
        try
        {
            await node.Packages.WithdrawAsync(node.Member.Node, CancellationToken.None);
        }
        catch (EngineUnavailableException)
        {
            // What the node said ends by itself.
        }
    }
}
