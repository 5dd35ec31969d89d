using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.Logging;
using PluginSdk.Packaging;
using PluginSdk.Runtime;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Hosting;

/// <summary>
/// One node of a cluster of plugins: it joins the cluster, starts and stops plugins, and runs what is installed in the
/// cluster's package store. <c>AddPluginHost</c> makes one for an application; several can live in one process.
/// </summary>
public sealed class PluginNode : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, Assembly> _sharedContracts;
    private readonly PackageFollower? _follower;
    private readonly IDisposable _licenseChanges;
    private volatile ImmutableSortedDictionary<string, RunningPlugin> _plugins = ImmutableSortedDictionary.Create<string, RunningPlugin>(StringComparer.Ordinal);
    private bool _hasBegun;

    /// <summary>Prepares a node on <paramref name="engine"/>, which the caller owns.</summary>
    public PluginNode(IClusterEngine engine, PluginNodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Member = new ClusterMember(engine, options.Member);
        Logger = options.Member.LoggerFactory.CreateLogger<PluginNode>();
        Packages = new PackageStore(engine, options.Member.TimeProvider, options.Member.Random, options.PackageLimits)
        {
            Installed = package => Member.Record(TimelineKind.PluginInstalled, package.Key, null, package.Version),
        };
        _sharedContracts = options.SharedContracts.ToDictionary(assembly => assembly.GetName().Name!, StringComparer.OrdinalIgnoreCase);
        _follower = options.FollowsPackageStore ? new PackageFollower(this) : null;
        _licenseChanges = options.LicenseSource.OnChange(key => Member.Record(TimelineKind.LicenseChanged, key, null, options.LicenseSource.GetLicense(key).State.ToString()));
    }

    /// <summary>The node as a member of the cluster.</summary>
    public ClusterMember Member { get; }

    /// <summary>The plugins that run now, in the order of their keys.</summary>
    public IReadOnlyList<RunningPlugin> Plugins => [.. _plugins.Values];

    /// <summary>What is installed in the cluster.</summary>
    public PackageStore Packages { get; }

    internal PluginNodeOptions Options { get; }

    internal ILogger Logger { get; }

    /// <summary>The plugins that were refused since the node started and do not run, with the reasons.</summary>
    internal ImmutableSortedDictionary<string, string> Refusals { get; private set; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Joins the cluster and starts what is installed there.</summary>
    /// <exception cref="EngineUnavailableException">The engine cannot be reached.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => StartAsync(static _ => Task.CompletedTask, cancellationToken);

    /// <summary>Loads a package into a context of its own and starts it.</summary>
    /// <exception cref="PluginRefusedException">It does not run here; the node goes on.</exception>
    public Task<RunningPlugin> StartPackageAsync(PluginPackage package, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(package);
        return StartAsync(package.Document.Key, token => LoadAndStartAsync(package, token), cancellationToken);
    }

    /// <summary>Starts a plugin that is part of the application, with services of its own.</summary>
    /// <exception cref="PluginRefusedException">It does not run here; the node goes on.</exception>
    public Task<RunningPlugin> StartManifestAsync(IPluginManifest manifest, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return StartAsync(manifest.Key, token => RunningPlugin.StartAsync(this, manifest, null, null, token), cancellationToken);
    }

    /// <summary>Stops a plugin on this node: no new work, what is under way ends, and its assemblies unload.</summary>
    /// <returns>False if it does not run.</returns>
    public async Task<bool> StopAsync(string pluginKey)
    {
        await CallerContext.Leave();
        await TakeTurnAsync();
        try
        {
            return await StopCoreAsync(pluginKey);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops all plugins and leaves the cluster in order.</summary>
    public async ValueTask DisposeAsync()
    {
        await CallerContext.Leave();
        if (_follower is not null)
            await _follower.DisposeAsync();
        await StopAllAsync();
        _licenseChanges.Dispose();
        if (_hasBegun)
            await Member.DisposeAsync();
        _hasBegun = false;
        _turn.Dispose();
    }

    /// <summary>Joins the cluster, does what comes first, and only then starts what is installed there.</summary>
    internal async Task StartAsync(Func<CancellationToken, Task> first, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        _hasBegun = true;
        await Member.StartAsync(cancellationToken);
        Logger.NodeStarted(Member.Node.Name, Member.Engine.Description);
        await first(cancellationToken);
        if (_follower is not null)
            await _follower.StartAsync(cancellationToken);
    }

    internal IPluginContext CreateContext(PluginRuntime runtime, PluginPackage? package) =>
        new PluginContext(runtime, new PluginHome(runtime.Key, Options.LocalHome, Options.SharedHome, package), Options.LicenseSource);

    internal Task<RunningPlugin> StartInApplicationAsync(IPluginManifest manifest, PluginRuntime runtime, IServiceProvider services, CancellationToken cancellationToken) =>
        StartAsync(manifest.Key, token => RunningPlugin.StartInApplicationAsync(this, manifest, runtime, services, token), cancellationToken);

    /// <summary>One plugin starts or stops at a time. Not cancelled: a semaphore that listens to a token leaves the node's context.</summary>
    private Task TakeTurnAsync() => _turn.WaitAsync();

    internal void Refuse(string pluginKey, string reason, Exception? cause)
    {
        Logger.PluginRefused(cause, pluginKey, Member.Node.Name, reason);
        PluginSdkTelemetry.Refusals.Add(1, PluginSdkTelemetry.Tag(pluginKey));
        Member.Record(TimelineKind.PluginRefused, pluginKey, null, reason);
        Refusals = Refusals.SetItem(pluginKey, reason);
    }

    /// <summary>A refused plugin is not wanted any more.</summary>
    internal void Forgive(string pluginKey) => Refusals = Refusals.Remove(pluginKey);

    private async Task<RunningPlugin> StartAsync(string pluginKey, Func<CancellationToken, Task<RunningPlugin>> start, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        await TakeTurnAsync();
        try
        {
            using var activity = PluginSdkTelemetry.Activities.StartActivity("plugin start");
            activity?.SetTag(PluginSdkTelemetry.PluginTag, pluginKey);
            if (_plugins.ContainsKey(pluginKey))
                throw new PluginRefusedException(pluginKey, $"A plugin of the key '{pluginKey}' runs on {Member.Node} already. Stop it first, or give the other one a key of its own.");
            var plugin = await StartInTimeAsync(pluginKey, start, cancellationToken);
            _plugins = _plugins.Add(pluginKey, plugin);
            Refusals = Refusals.Remove(pluginKey);
            PluginSdkTelemetry.Starts.Add(1, PluginSdkTelemetry.Tag(pluginKey));
            Logger.PluginStarted(pluginKey, plugin.Version, Member.Node.Name);
            return plugin;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var refused = failure as PluginRefusedException
                ?? new PluginRefusedException(pluginKey, $"The plugin '{pluginKey}' failed to start on {Member.Node}: {Explain(failure)}", failure);
            Refuse(pluginKey, refused.Message, failure);
            throw refused == failure ? failure : refused;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>One that hangs must not keep the node, and with it the others, from starting.</summary>
    private async Task<RunningPlugin> StartInTimeAsync(string pluginKey, Func<CancellationToken, Task<RunningPlugin>> start, CancellationToken cancellationToken)
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var starting = start(inTime.Token);
        try
        {
            return await starting.OnContext().WaitAsync(Options.StartTimeout, Options.Member.TimeProvider, cancellationToken);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException && !starting.IsCompleted)
        {
            inTime.Cancel();
            _ = StopLateAsync(starting);
            if (failure is OperationCanceledException)
                throw;
            throw new PluginRefusedException(pluginKey, $"The plugin '{pluginKey}' did not start on {Member.Node} within {Options.StartTimeout}. Let it start sooner and do the rest in a job, or give it more time with the option {nameof(PluginNodeOptions.StartTimeout)}.", failure);
        }
    }

    private async Task StopLateAsync(Task<RunningPlugin> starting)
    {
        try
        {
            await (await starting).StopAsync();
        }
#pragma warning disable CA1031 // It was refused, whatever it has come to since.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Logger.LateStartFailed(failure);
        }
    }

    /// <summary>All at once, so that the node needs no longer than the slowest of them.</summary>
    private async Task StopAllAsync()
    {
        await TakeTurnAsync();
        try
        {
            await Task.WhenAll(_plugins.Keys.Select(StopCoreAsync));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The messages of a failure and of what is behind it, each once.</summary>
    private static string Explain(Exception failure)
    {
        var messages = new List<string>();
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (!messages.Exists(message => message.Contains(cause.Message, StringComparison.Ordinal)))
                messages.Add(cause.Message);
        }
        return string.Join(" ", messages);
    }

    private async Task<RunningPlugin> LoadAndStartAsync(PluginPackage package, CancellationToken cancellationToken)
    {
        CheckCompatibility(package);
        var context = new PluginLoadContext(package, _sharedContracts, Member.Node.Name, Options.LocalHome);
        IPluginManifest manifest;
        try
        {
            manifest = context.CreateManifest();
        }
        catch
        {
            context.Unload();
            throw;
        }
        return await RunningPlugin.StartAsync(this, manifest, context, package, cancellationToken);
    }

    /// <exception cref="PluginRefusedException">The package is not compatible, and the host refuses such packages.</exception>
    internal void CheckCompatibility(PluginPackage package)
    {
        if (Options.IncompatiblePlugins == CompatibilityPolicy.Allow)
            return;
        // The flag in the package is its build's word; the node looks for itself.
        var report = CompatibilityAssessment.Confirm(package);
        if (report.Flag)
            return;
        var (key, version) = (package.Document.Key, package.Document.Version);
        var reasons = string.Join(" ", report.Reasons);
        if (Options.IncompatiblePlugins == CompatibilityPolicy.Refuse)
        {
            throw new PluginRefusedException(key,
                $"The plugin '{key}' {version} is not cluster compatible: {reasons} This host refuses such plugins; its option {nameof(PluginHostOptions.IncompatiblePlugins)} can be set to {nameof(CompatibilityPolicy.Warn)} or {nameof(CompatibilityPolicy.Allow)}.");
        }
        Logger.PluginNotCompatible(key, reasons);
    }

    private async Task<bool> StopCoreAsync(string pluginKey)
    {
        if (!_plugins.TryGetValue(pluginKey, out var plugin))
            return false;
        using var activity = PluginSdkTelemetry.Activities.StartActivity("plugin stop");
        activity?.SetTag(PluginSdkTelemetry.PluginTag, pluginKey);
        _plugins = _plugins.Remove(pluginKey);
        await plugin.StopAsync();
        Logger.PluginStopped(pluginKey, Member.Node.Name);
        return true;
    }
}
