using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Diagnostics;

public sealed class GeneralRulesTests
{
    [Fact]
    public Task The_plugin_of_the_first_page_is_right() => AnalyzerTest.VerifySilentAsync(Samples.Reports);

    [Theory]
    [InlineData(null)]
    [InlineData("Acme")]
    [InlineData("acme..reports")]
    [InlineData("acme.")]
    [InlineData("7acme")]
    public async Task PSDK001_a_plugin_without_a_usable_key(string? key)
    {
        var input = GeneratorInput.Of("").WithProperty("MSBuildProjectFullPath", "/src/Acme.Reports.csproj");
        var diagnostics = await AnalyzerTest.DiagnosticsAsync(key is null ? input.WithoutProperty("PluginKey") : input.WithProperty("PluginKey", key));

        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal("PSDK001", diagnostic.Id);
        Assert.Equal("/src/Acme.Reports.csproj", diagnostic.Location.GetLineSpan().Path);
        Assert.Contains("<PluginKey>", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public Task PSDK001_is_silent_in_an_application() => AnalyzerTest.VerifySilentAsync(GeneratorInput.OfApplication("public sealed class Nothing;"));

    [Fact]
    public Task PSDK002_a_class_that_is_not_partial() => AnalyzerTest.VerifyAsync("""
        public sealed class {|PSDK002:Service|}(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterLock("import")]
            public partial IClusterLock ImportLock { get; }
        }
        """);

    [Fact]
    public Task PSDK002_a_type_around_it_that_is_not_partial() => AnalyzerTest.VerifyAsync("""
        public static class {|PSDK002:Outer|}
        {
            [ClusterEvent("happened")]
            public sealed partial record Happened(int Id);
        }
        """);

    [Fact]
    public Task PSDK002_members_that_are_not_partial() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            [ClusterCache("numbers")]
            public IClusterCache<int, string> {|PSDK002:Numbers|} { get; } = null!;

            [ClusterLock("import")]
            public IClusterLock {|PSDK002:ImportLock|} { get; } = cluster.Locks.Get("import");

            [ClusterLock("export")]
            public Task {|PSDK002:ExportAsync|}() => Task.CompletedTask;

            private Task ExportCoreAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task PSDK003_a_class_without_a_cluster() => AnalyzerTest.VerifyAsync("""
        public sealed partial class {|PSDK003:Service|}
        {
            [ClusterCache("numbers")]
            public partial IClusterCache<int, string> Numbers { get; }

            [ClusterLock("import")]
            public partial IClusterLock ImportLock { get; }
        }
        """);

    [Theory]
    [InlineData("public sealed partial class Service(ICluster cluster)", "")]
    [InlineData("public sealed partial class Service(IPluginContext context)", "")]
    [InlineData("public sealed partial class Service(ICluster cluster)", "private readonly ICluster _cluster = cluster;")]
    [InlineData("public sealed partial class Service(IPluginContext context)", "private readonly ICluster _cluster = context.Cluster;")]
    [InlineData("public sealed partial class Service(ICluster cluster)", "private readonly object _kept = cluster; public object Kept => _kept;")]
    [InlineData("public sealed partial class Service(ICluster cluster)", "public ICluster Cluster { get; } = cluster;")]
    [InlineData("public sealed partial class Service(ICluster cluster)", "public string Node => cluster.ThisNode.Name;")]
    [InlineData("public sealed partial class Service(IPluginContext context)", "public string Home => context.Home.Local;")]
    [InlineData("public sealed partial class Service(IPluginContext context, ICluster cluster)", "public string Home => context.Home.Local;")]
    [InlineData("public sealed partial class Service", "private readonly ICluster _cluster; public Service(ICluster cluster) => _cluster = cluster;")]
    [InlineData("public sealed partial class Service(ICluster cluster) : Base(cluster)", "")]
    [InlineData("public sealed partial class Service(ICluster cluster) : Keeping(cluster)", "")]
    [InlineData("public sealed partial record Service(ICluster Cluster)", "")]
    public Task A_class_finds_its_cluster_and_the_author_sees_no_warning(string declaration, string member) => AnalyzerTest.VerifySilentAsync($$"""
        public abstract class Base(ICluster cluster)
        {
            public string BaseNode => cluster.ThisNode.Name;
        }

        public abstract class Keeping(ICluster cluster)
        {
            protected ICluster Cluster { get; } = cluster;
        }

        {{declaration}}
        {
            {{member}}

            [ClusterCache("numbers")]
            public partial IClusterCache<int, string> Numbers { get; }

            [ClusterLock("import")]
            public partial IClusterLock ImportLock { get; }

            [ClusterLock("export/{cluster}/{context}")]
            public partial Task ExportAsync(string cluster, int context);

            private Task ExportCoreAsync(string cluster) => Task.FromResult(cluster);
        }
        """);

    [Fact]
    public Task PSDK004_caches_jobs_and_handlers_in_generic_classes() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service<T>(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterCache("numbers")]
            public partial IClusterCache<int, string> {|PSDK004:Numbers|} { get; }

            [PerNodeJob("sweep", Every = "1m")]
            public Task {|PSDK004:SweepAsync|}() => Task.CompletedTask;

            public sealed class Inner
            {
                [ClusterEventHandler]
                public void {|PSDK004:On|}(Happened happened)
                {
                }

                [ClusterEventHandler]
                public void OnRemote(ClusterEventWrapper<Happened> happened)
                {
                }
            }
        }

        [ClusterEvent("happened")]
        public sealed partial record Happened(int Id);
        """);

    [Fact]
    public Task PSDK005_a_scoped_service_in_the_constructor() => AnalyzerTest.VerifyAsync("""
        using Microsoft.Extensions.DependencyInjection;

        public interface IStore;
        public interface IOther;
        public sealed class Store : IStore, IOther;

        public sealed partial class Service(ICluster cluster, IStore {|PSDK005:store|}, IOther other)
        {
            public (IStore, IOther) All => (store, other);

            [ClusterLock("import")]
            public partial IClusterLock ImportLock { get; }
        }

        public static partial class Plugin
        {
            static partial void ConfigureServices(IServiceCollection services)
            {
                services.AddScoped<IStore, Store>();
                services.AddSingleton<IOther, Store>();
            }
        }
        """);

    [Fact]
    public Task PSDK006_types_that_cannot_declare_members() => AnalyzerTest.VerifyAsync("""
        public partial struct Copied(ICluster cluster)
        {
            [ClusterLock("copied")]
            public partial IClusterLock {|PSDK006:Lock|} { get; }

            public ICluster Cluster => cluster;
        }

        public abstract class Unfinished
        {
            [PerNodeJob("unfinished", Every = "1m")]
            public Task {|PSDK006:RunAsync|}() => Task.CompletedTask;
        }

        public static class Outer
        {
            private sealed class Hidden
            {
                [PerNodeJob("hidden", Every = "1m")]
                public Task {|PSDK006:RunAsync|}() => Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task PSDK007_names_that_are_not_usable() => AnalyzerTest.VerifyAsync($$"""
        public sealed partial class Service(ICluster cluster)
        {
            [ClusterLock({|PSDK007:""|})]
            public partial IClusterLock First { get; }

            [ClusterCache({|PSDK007:" padded"|})]
            public partial IClusterCache<int, string> Second { get; }

            [PerNodeJob({|PSDK007:"nächtlich"|}, Every = "1m")]
            public Task ThirdAsync() => Task.FromResult(cluster);

            [PerNodeJob({|PSDK007:"{{new string('x', 201)}}"|}, Every = "1m")]
            public Task FourthAsync() => Task.CompletedTask;
        }

        [ClusterEvent({|PSDK007:"tab\t"|})]
        public sealed partial record Happened(int Id);
        """);

    [Fact]
    public Task PSDK008_parameters_that_nothing_provides() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            [ClusterCache("numbers", Loader = nameof(LoadAsync))]
            public partial IClusterCache<int, string> Numbers { get; }

            private static ValueTask<string> LoadAsync(int key, string {|PSDK008:extra|}) => new(extra + key);

            [PerNodeJob("sweep", Every = "1m")]
            public Task SweepAsync(TimeSpan {|PSDK008:longest|}, IServiceProvider services) => Task.FromResult(cluster);

            [ClusterEventHandler]
            public void On(Happened happened, ref object {|PSDK008:state|})
            {
            }

            [ClusterEventHandler]
            public void OnRemote(ClusterEventWrapper<Happened> happened)
            {
            }
        }

        [ClusterEvent("happened")]
        public sealed partial record Happened(int Id);
        """);

    [Fact]
    public Task PSDK009_methods_that_the_manifest_cannot_call() => AnalyzerTest.VerifyAsync("""
        public sealed class Service
        {
            [PerNodeJob("sweep", Every = "1m")]
            private Task {|PSDK009:SweepAsync|}() => Task.CompletedTask;
        }
        """);

    [Fact]
    public async Task Errors_are_warnings_in_a_project_that_does_not_claim_to_be_compatible()
    {
        const string Source = """
            public sealed class Service
            {
                [PerNodeJob("sweep", Every = "never")]
                public Task SweepAsync() => Task.CompletedTask;
            }
            """;

        var strict = Assert.Single(await AnalyzerTest.DiagnosticsAsync(GeneratorInput.Of(Source)));
        var lenient = Assert.Single(await AnalyzerTest.DiagnosticsAsync(GeneratorInput.Of(Source).WithProperty("ClusterCompatible", "false")));

        Assert.Equal(DiagnosticSeverity.Error, strict.Severity);
        Assert.Equal(DiagnosticSeverity.Warning, lenient.Severity);
    }
}
