using PluginSdk.Generators.Tests.Verification;
using PluginSdk.Packaging;

namespace PluginSdk.Generators.Tests.Manifest;

public sealed class ManifestGeneratorTests
{
    private const string Job = """
        namespace Acme;

        public static class Jobs
        {
            [PerNodeJob("sweep", Every = "30s")]
            public static void Sweep()
            {
            }
        }
        """;

    [Fact]
    public void A_plugin_that_declares_nothing_has_a_manifest() => Snapshot.Verify(GeneratorTest.Run("public sealed class Nothing;"), ["PluginManifest.g.cs"]);

    [Fact]
    public void An_application_that_declares_nothing_has_none() =>
        Assert.Empty(GeneratorTest.Run(GeneratorInput.OfApplication("public sealed class Nothing;")).Files);

    [Fact]
    public void An_application_gets_its_key_from_the_assembly()
    {
        using var project = GeneratorTest.Run(GeneratorInput.OfApplication(Job) with { AssemblyName = "My App" }).Load();
        var manifest = (IPluginManifest)Activator.CreateInstance(project.Type("Acme.Reports.PluginManifest"))!;

        Assert.Equal("my-app", manifest.Key);
    }

    [Theory]
    [InlineData("Acme.Reports", "Acme.Reports.PluginManifest")]
    [InlineData("my-plugin", "my_plugin.PluginManifest")]
    [InlineData("1st.event", "_1st.event.PluginManifest")]
    [InlineData("", "Acme.Reports.PluginManifest")]
    public void The_manifest_stands_in_the_root_namespace(string rootNamespace, string type)
    {
        var run = GeneratorTest.Run(GeneratorInput.Of(Job).WithProperty("RootNamespace", rootNamespace));
        using var project = run.Load();
        var manifest = (IPluginManifest)Activator.CreateInstance(project.Type(type))!;

        Assert.Equal(type, PluginDescriptor.Parse(manifest.DescriptorJson, "test").Manifest);
    }

    [Fact]
    public void The_descriptor_is_what_packaging_reads()
    {
        const string Description = "Says \"hi\",\n\tthen \\ and </summary> and ü and \uD83D\uDE00; # {braces}";
        var input = GeneratorInput.Of(Samples.Reports)
            .WithProperty("PluginSdkDescription", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Description)))
            .WithProperty("Title", "Reports")
            .WithProperty("ClusterCompatible", "false");
        using var project = GeneratorTest.Run(input).Load();
        var manifest = (IPluginManifest)Activator.CreateInstance(project.Type("Acme.Reports.PluginManifest"))!;

        var descriptor = PluginDescriptor.Parse(manifest.DescriptorJson, "test");

        Assert.Equal("acme.reports", descriptor.Key);
        Assert.Equal("Reports", descriptor.Name);
        Assert.Equal("1.2.3", descriptor.Version);
        Assert.Equal("Acme", descriptor.Vendor);
        Assert.Equal(Description, descriptor.Description);
        Assert.Equal(PluginSdk.PluginContract.Version, descriptor.Contract);
        Assert.Equal("Acme.Reports", descriptor.Assembly);
        Assert.False(descriptor.ClusterCompatible);
        Assert.Equal([new CacheDescriptor("reports", "Acme.Reports.Report", "Acme.Reports.ReportService.Reports", "int")], descriptor.Caches);
        Assert.Equal(
            [new LockDescriptor("import", "Acme.Reports.ReportService.ImportLock"), new LockDescriptor("rebuild/{tenant}", "Acme.Reports.ReportService.RebuildAsync")],
            descriptor.Locks);
        Assert.Equal(
            [
                new JobDescriptor("nightly", "cluster", "Acme.Reports.ReportService.NightlyAsync", Cron: "0 3 * * *", TimeZone: "Europe/Zurich"),
                new JobDescriptor("sweep", "node", "Acme.Reports.ReportService.Sweep", Every: "30s"),
            ],
            descriptor.Jobs);
        Assert.Equal([new EventDescriptor("report-published", "Acme.Reports.ReportPublished")], descriptor.Events);
        Assert.Equal(
            [
                new HandlerDescriptor("report-published", "local", "Acme.Reports.ReportService.OnLocal"),
                new HandlerDescriptor("report-published", "remote", "Acme.Reports.ReportService.OnRemote"),
            ],
            descriptor.Handlers);
    }

    [Theory]
    [InlineData("public static partial class Plugin { static partial void ConfigureServices(IServiceCollection services) => services.AddSingleton(\"registered\"); }", true)]
    [InlineData("internal static partial class Plugin { internal static partial void ConfigureServices(IServiceCollection things) => things.AddSingleton(\"registered\"); }", true)]
    [InlineData("public partial class Plugin { static partial void ConfigureServices(IServiceCollection services) => services.AddSingleton(\"registered\"); }", true)]
    [InlineData("public static partial class Plugin { static partial void ConfigureServices(IServiceCollection services); static partial void ConfigureServices(IServiceCollection services) => services.AddSingleton(\"registered\"); }", false)]
    [InlineData("public static partial class Plugin { public static void ConfigureServices(IServiceCollection services) => services.AddSingleton(\"registered\"); }", false)]
    [InlineData("public static partial class Plugin;", false)]
    public void The_authors_registrations_are_called_where_he_left_them_to_the_generator(string plugin, bool called)
    {
        using var project = GeneratorTest.Run("using Microsoft.Extensions.DependencyInjection;\nnamespace Acme.Somewhere;\n" + plugin).Load();
        var manifest = (IPluginManifest)Activator.CreateInstance(project.Type("Acme.Reports.PluginManifest"))!;
        var services = new Microsoft.Extensions.DependencyInjection.ServiceCollection();

        manifest.ConfigureServices(services);

        Assert.Equal(called ? 1 : 0, services.Count);
    }

    [Fact]
    public void A_registration_of_the_author_comes_first()
    {
        using var project = GeneratorTest.Run("""
            using Microsoft.Extensions.DependencyInjection;

            namespace Acme;

            public class Service
            {
                [PerNodeJob("sweep", Every = "1m")]
                public virtual void Sweep()
                {
                }
            }

            public sealed class Special : Service;

            public static partial class Plugin
            {
                static partial void ConfigureServices(IServiceCollection services) => services.AddSingleton<Service, Special>();
            }
            """).Load();
        var manifest = (IPluginManifest)Activator.CreateInstance(project.Type("Acme.Reports.PluginManifest"))!;
        var services = new Microsoft.Extensions.DependencyInjection.ServiceCollection();

        manifest.ConfigureServices(services);

        Assert.Equal("Special", Assert.Single(services).ImplementationType!.Name);
    }
}
