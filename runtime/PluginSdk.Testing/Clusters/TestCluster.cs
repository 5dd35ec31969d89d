using System.Collections;
using System.Runtime.CompilerServices;
using PluginSdk.Hosting;
using PluginSdk.Packaging;
using PluginSdk.Runtime;
using PluginSdk.Runtime.Engine;
using PluginSdk.Runtime.InMemory;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Testing;

/// <summary>
/// A cluster of nodes in this process that runs one plugin, on virtual time: seconds pass when the test says so, in
/// <see cref="AdvanceAsync"/>, <see cref="WaitUntilAsync"/> and <see cref="WhileTimePassesAsync{T}"/>, and cost nothing. Real
/// waiting (files, <c>Task.Delay</c> without the plugin's <see cref="TimeProvider"/>) is given a few milliseconds before
/// time passes over it.
/// </summary>
public sealed class TestCluster : IReadOnlyList<TestNode>, IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_realPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_realPatienceForCalls = TimeSpan.FromSeconds(20);

    private readonly TestClusterOptions _options;
    private readonly WorkCounter _work = new();
    private readonly Pump _pump;
    private readonly PumpThread _thread;
    private readonly PumpContext _engineParty;
    private readonly InMemoryEngine _engine;
    private readonly TestLicenses _licenses;
    private readonly string _home = Path.Combine(Path.GetTempPath(), "pluginsdk-test-" + Guid.NewGuid().ToString("N"));
    private readonly Func<PluginNode, Task>? _startPlugin;
    private volatile TestNode[] _nodes = [];
    private bool _isDisposed;

    private TestCluster(TestClusterOptions options, string pluginKey, bool loadsPackage, Func<PluginNode, Task>? startPlugin)
    {
        _options = options;
        _startPlugin = startPlugin;
        PluginKey = pluginKey;
        LoadsPackage = loadsPackage;
        _pump = new Pump(options.Seed, options.Start) { AllowsForeignWork = true };
        _thread = new PumpThread(_pump, () => _work.HasWork);
        _engineParty = _pump.CreateParty("engine");
        _engine = new InMemoryEngine(new PartyTime(_pump.Clock, _engineParty), new LockedRandom(options.Seed));
        _licenses = new TestLicenses(options.License);
    }

    /// <summary>The plugin's key.</summary>
    public string PluginKey { get; }

    /// <summary>What happened, on all nodes.</summary>
    public RecordedTimeline Timeline { get; } = new();

    /// <summary>What the cluster stands on.</summary>
    public IClusterEngine Engine => _engine;

    /// <summary>The virtual time.</summary>
    public DateTimeOffset Now => _pump.Clock.Now;

    /// <summary>The number of nodes that ever joined.</summary>
    public int Count => _nodes.Length;

    internal bool LoadsPackage { get; }

    /// <summary>The node at <paramref name="index"/>, from 0.</summary>
    public TestNode this[int index] => _nodes[index];

    /// <summary>
    /// Starts a cluster whose nodes run the plugin that the test references. The nodes share the plugin's statics; use
    /// <see cref="StartPackageAsync(string, int, CancellationToken)"/> where that matters.
    /// </summary>
    /// <typeparam name="TManifest">The generated <c>PluginManifest</c>.</typeparam>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="configure">Changes services, licence and the like.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PluginRefusedException">The plugin does not start.</exception>
    public static Task<TestCluster> StartAsync<TManifest>(int nodes = 3, Action<TestClusterOptions>? configure = null, CancellationToken cancellationToken = default)
        where TManifest : IPluginManifest, new() =>
        StartAsync(new TManifest().Key, false, node => node.StartManifestAsync(new TManifest()), nodes, configure, cancellationToken);

    /// <summary>Starts a cluster whose nodes each load a package for themselves, as in production: nothing is shared, statics neither.</summary>
    /// <param name="path">The <c>.cplugin</c> file; see <see cref="PackageOf{TManifest}"/>.</param>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="configure">Changes services, licence and the like.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PluginPackageException">The package is damaged, tampered with or for another contract.</exception>
    /// <exception cref="PluginRefusedException">The plugin does not start.</exception>
    public static Task<TestCluster> StartPackageAsync(string path, int nodes, Action<TestClusterOptions>? configure, CancellationToken cancellationToken = default)
    {
        var package = PluginPackage.Open(path);
        return StartAsync(package.Document.Key, true, node => node.StartPackageAsync(package), nodes, configure, cancellationToken);
    }

    /// <inheritdoc cref="StartPackageAsync(string, int, Action{TestClusterOptions}?, CancellationToken)"/>
    public static Task<TestCluster> StartPackageAsync(string path, int nodes = 3, CancellationToken cancellationToken = default) =>
        StartPackageAsync(path, nodes, null, cancellationToken);

    /// <summary>Starts a cluster whose nodes run what is installed in its package store, and nothing at first.</summary>
    internal static Task<TestCluster> StartEmptyAsync(string pluginKey, int nodes = 3, Action<TestClusterOptions>? configure = null) =>
        StartAsync(pluginKey, true, null, nodes, configure, CancellationToken.None);

    /// <summary>The package that the plugin's build put beside its assembly, and so beside the test's.</summary>
    /// <exception cref="FileNotFoundException">There is none; the message says what to do.</exception>
    public static string PackageOf<TManifest>()
        where TManifest : IPluginManifest, new()
    {
        var assembly = typeof(TManifest).Assembly;
        var folder = Path.GetDirectoryName(assembly.Location) is { Length: > 0 } directory ? directory : AppContext.BaseDirectory;
        var key = new TManifest().Key;
        return Directory.EnumerateFiles(folder, "*.cplugin").Order(StringComparer.Ordinal).LastOrDefault(file => PluginPackage.Open(file).Document.Key == key)
            ?? throw new FileNotFoundException($"There is no .cplugin package of {key} in {folder}. The build of the plugin's project writes it; reference that project from the test's project, and build.");
    }

    /// <summary>
    /// Lets time pass: everything that falls due runs, in order, and comes to rest. An hour of three nodes takes seconds; to
    /// test what happens at night, start shortly before it, with <see cref="TestClusterOptions.Start"/>.
    /// </summary>
    public async Task AdvanceAsync(TimeSpan time, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var end = _pump.Clock.Elapsed + time;
        await _thread.DriveAsync(time, () => _pump.Clock.Elapsed >= end && !_work.HasWork, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets time pass until <paramref name="condition"/> holds.</summary>
    /// <param name="condition">Asked between the steps of the nodes.</param>
    /// <param name="within">At most this much virtual time; by default ten minutes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="what">The condition, for the message.</param>
    /// <exception cref="TimeoutException">It does not hold in time; the message has the timeline.</exception>
    public Task WaitUntilAsync(Func<bool> condition, TimeSpan? within = null, CancellationToken cancellationToken = default, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        return DriveAsync(condition, within ?? s_patience, s_realPatience, what, cancellationToken);
    }

    /// <summary>Calls something that waits for time to pass, such as a lock that another node holds, and lets it pass.</summary>
    /// <returns>The call's result.</returns>
    /// <exception cref="TimeoutException">The call takes more than ten minutes of virtual time.</exception>
    public async Task<T> WhileTimePassesAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var task = call();
        await DriveAsync(() => task.IsCompleted, s_patience, s_realPatienceForCalls, "the call ends", cancellationToken).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <inheritdoc cref="WhileTimePassesAsync{T}"/>
    public async Task WhileTimePassesAsync(Func<Task> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var task = call();
        await DriveAsync(() => task.IsCompleted, s_patience, s_realPatienceForCalls, "the call ends", cancellationToken).ConfigureAwait(false);
        await task.ConfigureAwait(false);
    }

    /// <summary>Changes the plugin's licence on all nodes.</summary>
    public void SetLicense(PluginLicense license) => _licenses.Set(license, PluginKey);

    /// <summary>Lets another node join and start the plugin.</summary>
    public async Task<TestNode> JoinAsync(CancellationToken cancellationToken = default)
    {
        var node = CreateNode();
        await WhileTimePassesAsync(() => StartAsync(node), cancellationToken).ConfigureAwait(false);
        return node;
    }

    /// <inheritdoc/>
    public IEnumerator<TestNode> GetEnumerator() => _nodes.AsEnumerable().GetEnumerator();

    /// <summary>Stops all nodes and removes their homes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        try
        {
            foreach (var node in _nodes)
            {
                node.Resume();
                node.Heal();
            }
            foreach (var node in _nodes)
                await node.StopAsync().ConfigureAwait(false);
            await _engine.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _thread.Dispose();
            if (Directory.Exists(_home))
                Directory.Delete(_home, recursive: true);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static async Task<TestCluster> StartAsync(string pluginKey, bool loadsPackage, Func<PluginNode, Task>? startPlugin, int nodes, Action<TestClusterOptions>? configure, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nodes);
        var options = new TestClusterOptions();
        configure?.Invoke(options);
        var cluster = new TestCluster(options, pluginKey, loadsPackage, startPlugin);
        try
        {
            var starting = Enumerable.Range(0, nodes).Select(_ => cluster.CreateNode()).ToList();
            await cluster.WhileTimePassesAsync(() => Task.WhenAll(starting.Select(cluster.StartAsync)), cancellationToken).ConfigureAwait(false);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task DriveAsync(Func<bool> condition, TimeSpan within, TimeSpan realPatience, string what, CancellationToken cancellationToken)
    {
        if (!await _thread.DriveAsync(within, condition, realPatience, cancellationToken).ConfigureAwait(false))
            throw new TimeoutException($"Not within {within} of virtual time: {what}\nWhat happened:\n{Timeline}");
    }

    private Task StartAsync(TestNode node) => node.RunAsync(async () =>
    {
        await node.Node.StartAsync();
        if (_startPlugin is not null)
            await _startPlugin(node.Node);
    });

    private TestNode CreateNode()
    {
        var index = _nodes.Length;
        var party = _pump.CreateParty($"node-{index + 1}");
        var time = new PartyTime(_pump.Clock, party);
        var link = new SimulatedLink(new LinkSettings(TimeSpan.Zero, TimeSpan.FromSeconds(2)), new LockedRandom(_options.Seed + index), party, _engineParty, time);
        var nodeOptions = new PluginNodeOptions
        {
            Member = new ClusterMemberOptions
            {
                NodeName = party.Name,
                TimeProvider = time,
                Random = new LockedRandom(unchecked((_options.Seed * 31) + index + 1)),
                Timeline = Timeline,
                LoggerFactory = _options.LoggerFactory,
            },
            LocalHome = Path.Combine(_home, party.Name),
            SharedHome = Path.Combine(_home, "shared"),
            LicenseSource = _licenses,
            SharedContracts = _options.SharedContracts,
            IncompatiblePlugins = CompatibilityPolicy.Warn,
            OverrideServices = services => _options.Apply(services, index),
            ObserveManifest = manifest => new CountedManifest(manifest, _work),
        };
        var node = new PluginNode(new LinkedEngine(_engine, link), _options.ConfigureNode?.Invoke(nodeOptions, index) ?? nodeOptions);
        var testNode = new TestNode(this, party, link, node, PluginKey);
        _nodes = [.. _nodes, testNode];
        return testNode;
    }
}
