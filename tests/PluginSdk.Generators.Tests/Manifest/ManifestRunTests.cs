using Microsoft.Extensions.DependencyInjection;
using PluginSdk.CompilerServices;
using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Manifest;

public sealed class ManifestRunTests
{
    [Fact]
    public void A_manifest_names_jobs_and_handlers_and_registers_classes()
    {
        using var project = GeneratorTest.Run(Samples.Reports).Load();
        var manifest = (IPluginManifest)Activator.CreateInstance(project.Type("Acme.Reports.PluginManifest"))!;
        var services = new ServiceCollection();
        var registry = new RecordingRegistry();

        manifest.ConfigureServices(services);
        manifest.Register(registry);

        Assert.Equal("acme.reports", manifest.Key);
        Assert.Equal(
            [(typeof(string), ServiceLifetime.Singleton), (project.Type("Acme.Reports.ReportService"), ServiceLifetime.Singleton)],
            services.Select(service => (service.ServiceType, service.Lifetime)));
        Assert.Equal(["ReportService", "local report-published", "remote report-published", "nightly Cluster 0 3 * * * Europe/Zurich", "sweep Node 00:00:30"], registry.Names);
    }

    [Fact]
    public void The_assembly_names_its_manifest_and_carries_its_descriptor()
    {
        using var project = GeneratorTest.Run(Samples.Reports).Load();
        var manifest = (IPluginManifest)Activator.CreateInstance(project.Type("Acme.Reports.PluginManifest"))!;

        var named = project.Assembly.GetCustomAttributes(typeof(ClusterPluginManifestAttribute), false).Cast<ClusterPluginManifestAttribute>().Single();
        var carried = project.Assembly.GetCustomAttributes(typeof(ClusterPluginDescriptorAttribute), false).Cast<ClusterPluginDescriptorAttribute>().Single();

        Assert.Equal(manifest.GetType(), named.ManifestType);
        Assert.Equal(manifest.DescriptorJson, carried.Json);
    }

    private sealed class RecordingRegistry : IPluginRegistry
    {
        public List<string> Names { get; } = [];

        public void AddJob(JobDefinition job) => Names.Add(string.Join(' ', new[]
        {
            job.Name, job.Scope.ToString(), job.Schedule.Cron, job.Schedule.TimeZone, job.Schedule.Interval?.ToString(),
        }.Where(part => part is not null)));

        public void AddLocalHandler<TEvent>(EventDefinition<TEvent> definition, Func<TEvent, IServiceProvider, CancellationToken, Task> handler) =>
            Names.Add("local " + definition.Name);

        public void AddRemoteHandler<TEvent>(EventDefinition<TEvent> definition, Func<ClusterEventWrapper<TEvent>, IServiceProvider, CancellationToken, Task> handler) =>
            Names.Add("remote " + definition.Name);

        public void AddService(Type serviceType) => Names.Add(serviceType.Name);
    }
}
