using Microsoft.Extensions.DependencyInjection;

namespace PluginSdk.Runtime;

/// <summary>
/// One plugin on one node, between its start and its stop. The host makes the plugin's service provider with
/// <see cref="Cluster"/> in it, hands it over with <see cref="StartAsync"/>, and gets the word with
/// <see cref="StopAsync"/> that nothing of the plugin runs any more.
/// </summary>
public sealed class PluginRuntime : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PluginCaches _caches;
    private readonly PluginLocks _locks;
    private readonly PluginQuorumLocks? _quorumLocks;
    private readonly PluginEvents _events;
    private readonly PluginJobs _jobs;
    private IServiceProvider? _services;

    internal PluginRuntime(ClusterMember member, string key)
    {
        Member = member;
        Key = key;
        _caches = new PluginCaches(this);
        _locks = new PluginLocks(this);
        _quorumLocks = member.Engine.Quorum is { } quorum ? new PluginQuorumLocks(this, quorum) : null;
        _events = new PluginEvents(this);
        _jobs = new PluginJobs(this);
        Cluster = new PluginCluster(member, _caches, _quorumLocks ?? (IClusterLocks)_locks, _events, _jobs);
    }

    /// <summary>The plugin's key.</summary>
    public string Key { get; }

    /// <summary>The cluster as this plugin sees it.</summary>
    public ICluster Cluster { get; }

    /// <summary>Cancelled when the plugin stops.</summary>
    public CancellationToken Stopping => _stopping.Token;

    internal ClusterMember Member { get; }

    /// <summary>Starts handlers and jobs.</summary>
    /// <param name="manifest">Names them.</param>
    /// <param name="services">The plugin's own service provider.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotSupportedException">The plugin asks for fencing tokens where locks stand on a quorum and have none.</exception>
    public async Task StartAsync(IPluginManifest manifest, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (_quorumLocks is not null)
            FenceUse.ThrowIfIn(manifest.GetType().Assembly, Key);
        _services = services;
        manifest.Register(new PluginRegistry(_events, _jobs, services));
        await _events.StartAsync(cancellationToken);
        await _jobs.StartAsync(cancellationToken);
        Record(TimelineKind.PluginStarted, null, null);
    }

    /// <summary>Stops taking new work, cancels what listens to <see cref="Stopping"/>, and waits for what is under way.</summary>
    public async Task StopAsync()
    {
        _stopping.Cancel();
        await _jobs.StopAsync();
        await _events.StopAsync();
        await _caches.StopAsync();
        await _locks.StopAsync();
        if (_quorumLocks is not null)
            await _quorumLocks.StopAsync();
        Record(TimelineKind.PluginStopped, null, null);
    }

    /// <summary>As <see cref="StopAsync"/>, if that has not been called.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
            await StopAsync();
        _events.Dispose();
        _stopping.Dispose();
    }

    internal string Qualify(string name) => $"{Key}/{name}";

    /// <summary>A scope of the plugin's services, for one loader, job or handler.</summary>
    internal AsyncServiceScope CreateScope() =>
        (_services ?? throw new InvalidOperationException($"The plugin '{Key}' is not started yet; use its cluster after the constructors have run.")).CreateAsyncScope();

    internal void Record(TimelineKind kind, string? subject, string? detail) => Member.Record(kind, Key, subject, detail);
}
