using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PluginSdk.Testing;

/// <summary>How a test's cluster differs from production.</summary>
public sealed class TestClusterOptions
{
    private readonly List<Action<IServiceCollection, int>> _services = [];
    private readonly HashSet<Assembly> _sharedContracts = [];

    /// <summary>Virtual time starts here.</summary>
    public DateTimeOffset Start { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Decides whose turn it is where several nodes could go on.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>The plugin's licence; see <see cref="TestCluster.SetLicense"/>.</summary>
    public PluginLicense License { get; set; } = new(LicenseState.Valid) { Licensee = "test" };

    /// <summary>Where the nodes' logs go.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Has the last word on the plugin's services, on every node: the last registration of a service counts.</summary>
    public TestClusterOptions ConfigureServices(Action<IServiceCollection> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return ConfigureServices((services, _) => configure(services));
    }

    /// <summary>Has the last word on the plugin's services, node by node.</summary>
    /// <param name="configure">Is told the node's index, from 0.</param>
    public TestClusterOptions ConfigureServices(Action<IServiceCollection, int> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _services.Add(configure);
        return this;
    }

    /// <summary>
    /// Has a package use the test's copy of an assembly, as a host does that shares a contract: services of its types can then
    /// be given to the package with <see cref="ConfigureServices(Action{IServiceCollection})"/>.
    /// </summary>
    public TestClusterOptions ShareContract(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _sharedContracts.Add(assembly);
        return this;
    }

    internal IReadOnlyCollection<Assembly> SharedContracts => _sharedContracts;

    internal Func<Hosting.PluginNodeOptions, int, Hosting.PluginNodeOptions>? ConfigureNode { get; set; }

    internal void Apply(IServiceCollection services, int node)
    {
        foreach (var configure in _services)
            configure(services, node);
    }
}
