using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Redis;
using PluginSdk.Packaging;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Hosting;

/// <summary>How an application hosts plugins. The settable properties can come from configuration.</summary>
public sealed class PluginHostOptions : IValidatableObject
{
    private readonly HashSet<Assembly> _sharedContracts = [];
    private readonly List<Action<IServiceProvider, IServiceCollection>> _exports = [];
    private Func<IServiceProvider, IClusterEngine>? _createEngine;
    private Func<IServiceProvider, IDistributedCache>? _getDistributedCache;

    /// <summary>The node's name, for people; by default the machine's name and the process's id.</summary>
    [Required]
    public string NodeName { get; set; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}");

    /// <summary>The cluster's name: nodes of one name on one engine are one cluster.</summary>
    [Required]
    [RegularExpression("^[A-Za-z0-9._-]{1,64}$", ErrorMessage = "ClusterName takes letters, digits, '.', '_' and '-', at most 64.")]
    public string ClusterName { get; set; } = "default";

    /// <summary>The Redis server that carries the cluster, as <c>host:port</c> or a StackExchange.Redis configuration; null: a standalone node.</summary>
    public string? Redis { get; set; }

    /// <summary>
    /// Three or more Redis servers, as <c>host:port</c>, of which a majority carries the plugins' locks; none: the engine does.
    /// See <see cref="UseQuorum"/>.
    /// </summary>
    public IList<string> Quorum { get; } = [];

    /// <summary>The node's own directory; by default <c>home</c> below the application's content root.</summary>
    public string? LocalHome { get; set; }

    /// <summary>The directory that all nodes share; needed as soon as the node joins others, since plugins keep their data there.</summary>
    public string? SharedHome { get; set; }

    /// <summary>A directory whose <c>.cplugin</c> files the node starts, beside what is installed in the cluster.</summary>
    public string? PackageFolder { get; set; }

    /// <summary>Whether the node runs what is installed in the cluster's package store.</summary>
    public bool FollowPackageStore { get; set; } = true;

    /// <summary>What happens to packages whose flag says that they are not cluster compatible.</summary>
    public CompatibilityPolicy IncompatiblePlugins { get; set; } = CompatibilityPolicy.Refuse;

    /// <summary>A JSON file of licences, see <see cref="FileLicenseSource"/>; an <see cref="ILicenseSource"/> among the application's services is used instead.</summary>
    public string? LicenseFile { get; set; }

    /// <summary>How long a plugin that starts is waited for; one that takes longer is refused, so that it does not keep the others.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00", ErrorMessage = "StartTimeout must lie between 0.1 s and 1 h.")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How much a package may hold; one that holds more is refused before it is unpacked.</summary>
    public PackageLimits PackageLimits { get; set; } = PackageLimits.Default;

    /// <summary>How long a plugin that stops is waited for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00", ErrorMessage = "DrainTimeout must lie between 0.1 s and 1 h.")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a node counts as alive without a sign of life.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "MembershipTimeout must lie between 1 s and 10 min.")]
    public TimeSpan MembershipTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Joins the cluster on a Redis server.</summary>
    /// <param name="configuration"><c>host:port</c> or a StackExchange.Redis configuration.</param>
    public PluginHostOptions UseRedis(string configuration)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(configuration);
        Redis = configuration;
        return this;
    }

    /// <summary>
    /// Has plugins' locks stand on a majority of several independent Redis servers (RedLock), so that they outlive the loss
    /// of any minority of them. They promise less than the engine's, see <see cref="IClusterLock"/>: above all they have no
    /// fencing tokens, so a plugin that reads <see cref="ClusterLockLease.FencingToken"/> does not start. Everything else, jobs
    /// among it, stays on the server of <see cref="UseRedis"/>.
    /// </summary>
    /// <param name="servers">At least three, each as <c>host:port</c> or a StackExchange.Redis configuration of one server.</param>
    public PluginHostOptions UseQuorum(params IEnumerable<string> servers)
    {
        ArgumentNullException.ThrowIfNull(servers);
        Quorum.Clear();
        foreach (var server in servers)
            Quorum.Add(server);
        return this;
    }

    /// <summary>Joins the cluster on an engine of the caller's; the host disposes it.</summary>
    public PluginHostOptions UseEngine(Func<IServiceProvider, IClusterEngine> create)
    {
        _createEngine = create;
        return this;
    }

    /// <summary>
    /// Keeps the values of cluster caches in the application's <see cref="IDistributedCache"/>, which all nodes must share,
    /// in place of the engine; what makes them coherent stays on the engine. Every promise of the caches holds as before; a
    /// hit in the shared tier costs a round trip to each of the two.
    /// </summary>
    public PluginHostOptions UseDistributedCache() => UseDistributedCache(static services => services.GetRequiredService<IDistributedCache>());

    /// <param name="get">Gives the cache; the host does not dispose it.</param>
    /// <inheritdoc cref="UseDistributedCache()"/>
    public PluginHostOptions UseDistributedCache(Func<IServiceProvider, IDistributedCache> get)
    {
        _getDistributedCache = get;
        return this;
    }

    /// <summary>
    /// Has packages use the host's copy of an assembly, so that its types are the same in host and plugins. Everything that
    /// the types mention must be shared too.
    /// </summary>
    public PluginHostOptions ShareContract(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _sharedContracts.Add(assembly);
        return this;
    }

    /// <summary>Lets plugins take the host's singleton <typeparamref name="TService"/> in their constructors, and shares the assembly of its type.</summary>
    public PluginHostOptions ExportService<TService>()
        where TService : class
    {
        // As an instance: a provider disposes what its factories made, and this belongs to the host.
        _exports.Add(static (host, plugin) => plugin.AddSingleton(host.GetRequiredService<TService>()));
        return ShareContract(typeof(TService).Assembly);
    }

    internal IReadOnlyCollection<Assembly> GetSharedContracts() => _sharedContracts;

    internal void Export(IServiceProvider host, IServiceCollection plugin)
    {
        foreach (var export in _exports)
            export(host, plugin);
    }

    internal IClusterEngine CreateEngine(IServiceProvider services, TimeProvider time)
    {
        var engine = CreateOwnEngine(services, time);
        if (_getDistributedCache is null)
            return engine;
        var cache = _getDistributedCache(services);
        if (cache is ClusterDistributedCache)
            throw new InvalidOperationException($"{nameof(UseDistributedCache)} got the cache of AddClusterDistributedCache, which stands on the tier that is to be stored there. Give it another one: options.{nameof(UseDistributedCache)}(services => …).");
#pragma warning disable RS0030 // A host names values for a cluster of many processes; no seed repeats that.
        return new DistributedEngine(engine, cache, Random.Shared);
#pragma warning restore RS0030
    }

    private IClusterEngine CreateOwnEngine(IServiceProvider services, TimeProvider time)
    {
        if (_createEngine is not null)
            return _createEngine(services);
        return Redis is null
            ? new Runtime.InMemory.InMemoryEngine(time)
            : new RedisEngine(new RedisEngineOptions { Configuration = Redis, ClusterName = ClusterName, QuorumServers = [.. Quorum], TimeProvider = time });
    }

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (Redis is not null && SharedHome is null)
        {
            yield return new ValidationResult(
                $"{nameof(SharedHome)} must name a directory that all nodes share, because {nameof(Redis)} makes this node one of a cluster; on one machine any directory will do.", [nameof(SharedHome)]);
        }
        if (Quorum.Count > 0 && (Redis is null || _createEngine is not null))
            yield return new ValidationResult($"{nameof(Quorum)} puts the locks of a cluster on Redis on servers of their own; name the cluster's server with {nameof(UseRedis)}.", [nameof(Quorum)]);
        if (Quorum.Count is 1 or 2 || Quorum.Distinct().Count() != Quorum.Count)
            yield return new ValidationResult($"{nameof(Quorum)} needs at least three independent servers, each named once.", [nameof(Quorum)]);
        if (PackageFolder is not null && !Directory.Exists(PackageFolder))
            yield return new ValidationResult($"{nameof(PackageFolder)} '{PackageFolder}' does not exist.", [nameof(PackageFolder)]);
    }
}
