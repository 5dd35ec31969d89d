using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PluginSdk.Packaging;
using PluginSdk.Runtime;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Hosting;

/// <summary>The application as a node of a cluster of plugins.</summary>
public sealed class PluginHost : IDisposable
{
    /// <summary>Under this key the application itself has caches, beside its plugins; no plugin's key can be it.</summary>
    private const string OwnKey = "$host";

    private readonly IServiceProvider _services;
    private readonly PluginHostOptions _options;
    private readonly IReadOnlyList<ApplicationPlugin> _applicationPlugins;
    private readonly IClusterEngine _engine;
    private readonly FileLicenseSource? _licenseFile;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PluginRuntime> _runtimes = new(StringComparer.Ordinal);

    internal PluginHost(IServiceProvider services, IOptions<PluginHostOptions> options, IEnumerable<ApplicationPlugin> applicationPlugins)
    {
        _services = services;
        _options = options.Value;
        _applicationPlugins = [.. applicationPlugins];
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var loggers = services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        _engine = _options.CreateEngine(services, time);
        if (_options.LicenseFile is { } file)
            _licenseFile = new FileLicenseSource(file, time, loggers);
        Node = new PluginNode(_engine, new PluginNodeOptions
        {
            Member = new ClusterMemberOptions
            {
                NodeName = _options.NodeName,
                TimeProvider = time,
                LoggerFactory = loggers,
                Timeline = services.GetService<ITimeline>() ?? NullTimeline.Instance,
                MembershipTimeout = _options.MembershipTimeout,
            },
            LocalHome = _options.LocalHome ?? Path.Combine(services.GetService<IHostEnvironment>()?.ContentRootPath ?? AppContext.BaseDirectory, "home"),
            SharedHome = _options.SharedHome,
            LicenseSource = services.GetService<ILicenseSource>() ?? _licenseFile ?? (ILicenseSource)NoLicenseSource.Instance,
            IncompatiblePlugins = _options.IncompatiblePlugins,
            FollowsPackageStore = _options.FollowPackageStore,
            StartTimeout = _options.StartTimeout,
            DrainTimeout = _options.DrainTimeout,
            PackageLimits = _options.PackageLimits,
            SharedContracts = _options.GetSharedContracts(),
            ExportServices = plugin => _options.Export(services, plugin),
        });
    }

    /// <summary>The node: its plugins and the package store of its cluster.</summary>
    public PluginNode Node { get; }

    /// <summary>Called with the application's services; stopping the application has stopped the node before.</summary>
    public void Dispose() => _licenseFile?.Dispose();

    /// <summary>The application's own caches.</summary>
    internal IClusterCaches Caches => RuntimeOf(OwnKey).Cluster.Caches;

    internal PluginRuntime RuntimeOf(string pluginKey)
    {
        lock (_gate)
        {
            if (!_runtimes.TryGetValue(pluginKey, out var runtime))
                _runtimes.Add(pluginKey, runtime = Node.Member.CreatePlugin(pluginKey));
            return runtime;
        }
    }

    internal IPluginContext ContextOf(string pluginKey) => Node.CreateContext(RuntimeOf(pluginKey), null);

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        // The application's own come first: no package takes the key of one.
        await Node.StartAsync(StartOwnAsync, cancellationToken);
        if (_options.PackageFolder is not { } folder)
            return;
        foreach (var file in Directory.EnumerateFiles(folder, "*.cplugin").Order(StringComparer.Ordinal))
            await TryStartFileAsync(file, cancellationToken);
    }

    internal async Task StopAsync()
    {
        PluginRuntime? own;
        lock (_gate)
            own = _runtimes.GetValueOrDefault(OwnKey);
        if (own is not null)
            await own.DisposeAsync();
        await Node.DisposeAsync();
        await _engine.DisposeAsync();
    }

    private async Task StartOwnAsync(CancellationToken cancellationToken)
    {
        foreach (var plugin in _applicationPlugins)
            await Node.StartInApplicationAsync(plugin.Manifest, RuntimeOf(plugin.Manifest.Key), _services, cancellationToken);
    }

    private async Task TryStartFileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await Node.StartPackageAsync(PluginPackage.Open(file), cancellationToken);
        }
        catch (PluginPackageException refused)
        {
            // Without a readable package there is no key; the file's name stands for it.
            Node.Refuse(Path.GetFileName(file), refused.Message, refused);
        }
        catch (PluginRefusedException)
        {
            // The node has told it, and goes on.
        }
    }
}
