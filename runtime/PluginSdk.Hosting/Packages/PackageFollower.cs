using System.Threading.Channels;
using PluginSdk.Packaging;
using PluginSdk.Runtime;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Hosting;

/// <summary>
/// Makes a node run what is installed in the cluster: on each announcement, and at a steady pace in case one was missed. A
/// package that was refused is not tried again before it is installed anew or the node restarts, and the version that ran
/// before it runs on. What failed in another way is tried again at the next pace, and nothing of it keeps the other packages.
/// </summary>
internal sealed class PackageFollower(PluginNode node) : IFeedSubscriber, IAsyncDisposable
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_reportLife = TimeSpan.FromSeconds(20);

    private readonly Channel<bool> _wakeUps = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private readonly SortedDictionary<string, PackageOnNode> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _tried = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PluginPackage> _running = new(StringComparer.Ordinal);
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
            foreach (var key in _states.Keys.Where(key => !installed.ContainsKey(key)).ToList())
                await StopAsync(key);
            foreach (var package in installed.Values.Where(package => !IsDealtWith(package)).OrderBy(package => package.Key, StringComparer.Ordinal))
                await DealWithAsync(package, cancellationToken);
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

    private bool IsDealtWith(InstalledPackage package) =>
        _states.TryGetValue(package.Key, out var state) && package.Hash == state.Hash
        && (state.State == PackageState.Running || (_tried.TryGetValue(package.Key, out var triedAt) && package.InstalledAt == triedAt));

    private async Task StopAsync(string key)
    {
        await StopRunningAsync(key);
        node.Forgive(key);
        _states.Remove(key);
        _tried.Remove(key);
    }

    private async Task StopRunningAsync(string key)
    {
        if (_running.Remove(key))
            await node.StopAsync(key);
    }

    private async Task DealWithAsync(InstalledPackage installed, CancellationToken cancellationToken)
    {
        var state = new PackageOnNode { Key = installed.Key, Version = installed.Version, Hash = installed.Hash, State = PackageState.Running };
        var isFinal = true;
        try
        {
            // Uninstalled or replaced at this moment: the next round sees by what.
            if (await node.Packages.FetchAsync(installed, cancellationToken) is not { } package)
                return;
            await ReplaceAsync(package, cancellationToken);
        }
        catch (PluginPackageException refused)
        {
            node.Refuse(installed.Key, refused.Message, refused);
            state = Refused(state, refused.Message);
        }
        catch (PluginRefusedException refused)
        {
            if (!node.Refusals.TryGetValue(installed.Key, out var told) || told != refused.Message)
                node.Refuse(installed.Key, refused.Message, refused);
            state = Refused(state, refused.Message);
        }
#pragma warning disable CA1031 // Whatever is wrong with this one, the others run.
        catch (Exception failure) when (failure is not (EngineUnavailableException or OperationCanceledException))
#pragma warning restore CA1031
        {
            var reason = $"The package {installed.Key} {installed.Version} could not be started on {node.Member.Node}: {failure.Message} It is tried again in {s_pace.TotalSeconds:0} s.";
            isFinal = false;
            if (!_states.TryGetValue(installed.Key, out var before) || before.Reason != reason)
                node.Refuse(installed.Key, reason, failure);
            state = state with { State = PackageState.Refused, Reason = reason };
        }

        _states[installed.Key] = state;
        if (isFinal)
            _tried[installed.Key] = installed.InstalledAt;
        else
            _tried.Remove(installed.Key);
    }

    /// <summary>Starts a package in place of the version that runs; if it does not start, that one is started again.</summary>
    private async Task ReplaceAsync(PluginPackage package, CancellationToken cancellationToken)
    {
        var key = package.Document.Key;
        node.CheckCompatibility(package);
        _running.TryGetValue(key, out var before);
        await StopRunningAsync(key);
        try
        {
            await node.StartPackageAsync(package, cancellationToken);
            _running[key] = package;
        }
        catch (PluginRefusedException) when (before is not null)
        {
            await node.StartPackageAsync(before, cancellationToken);
            _running[key] = before;
            throw;
        }
    }

    private PackageOnNode Refused(PackageOnNode state, string reason) => state with
    {
        State = PackageState.Refused,
        Reason = _running.TryGetValue(state.Key, out var before) ? $"{reason} Version {before.Document.Version} runs on." : reason,
    };

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
