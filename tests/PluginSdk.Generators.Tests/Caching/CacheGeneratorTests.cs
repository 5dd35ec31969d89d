using Microsoft.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Caching;

public sealed class CacheGeneratorTests
{
    private const string Shelves = """
        using Microsoft.Extensions.DependencyInjection;

        namespace Acme;

        public static partial class Outer
        {
            internal sealed partial class Shelves
            {
                private readonly IPluginContext _context;

                public Shelves(IPluginContext context) => _context = context;

                public string Greeting { get; set; } = "hello";

                [ClusterCache("books", Loader = nameof(LoadBook), Scope = CacheScope.Replicated, MaxStaleness = "0s", ExpireAfterAccess = "90s")]
                public partial IClusterCache<string, string> Books { get; }

                private async Task<string> LoadBook(CancellationToken cancellationToken, [FromKeyedServices("prefix")] Uri prefix, string key)
                {
                    await Task.Yield();
                    cancellationToken.ThrowIfCancellationRequested();
                    return $"{Greeting} {prefix} {key}";
                }

                [ClusterCache("empty")]
                internal partial IClusterCache<int, Volume?> Empty { get; }

                [ClusterCache("years", Loader = nameof(LoadYear), LoadOnce = LoadOnce.Cluster)]
                private partial IClusterCache<(int Century, int Year), Volume> Years { get; }

                private static ValueTask<Volume> LoadYear((int Century, int Year) at, IServiceProvider services, Version? missing) =>
                    new(new Volume(at.Century + "/" + at.Year + (missing is null)));

                public object YearsOf() => Years;

                [ClusterCache("latest", Loader = nameof(LoadLatest), ExpireAfterWrite = "1m", RefreshAhead = "10s", FailSafe = "1h", Jitter = 0.25, CacheNull = false, WhenUnavailable = UnavailablePolicy.Throw)]
                public partial IClusterReference<Volume?> Latest { get; }

                private async Task<Volume?> LoadLatest(Uri where)
                {
                    await Task.Yield();
                    return new Volume($"{Greeting} {where}");
                }

                [ClusterCache("tagged", Tags = nameof(TagsOf), MaxBytes = 1_000_000)]
                public partial IClusterCache<string, string> Tagged { get; }

                private static string[] TagsOf(string key, string value) => [key, value];
            }
        }

        public sealed record Volume(string Title);
        """;

    [Fact]
    public void Caches_of_a_nested_class() => Snapshot.Verify(GeneratorTest.Run(Shelves), [".Caches.g.cs"]);

    [Fact]
    public async Task A_cache_is_defined_once_with_its_settings_and_loads_with_services_of_the_scope()
    {
        using var project = GeneratorTest.Run(Shelves).Load();
        var stub = new StubCluster();
        var type = project.Type("Acme.Outer+Shelves");
        var shelves = Activator.CreateInstance(type, stub.Context)!;
        var books = type.GetProperty("Books")!;

        Assert.Same(books.GetValue(shelves), books.GetValue(shelves));
        var definition = Assert.IsType<CacheDefinition<string, string>>(Assert.Single(stub.Definitions));
        Assert.Equal("books", definition.Name);
        Assert.Equal(
            new CacheSettings { Scope = CacheScope.Replicated, MaxStaleness = TimeSpan.Zero, ExpireAfterAccess = TimeSpan.FromSeconds(90) },
            definition.Settings);

        await using var services = new ServiceCollection().AddKeyedSingleton("prefix", new Uri("urn:x")).BuildServiceProvider();
        Assert.Equal("hello urn:x dune", await definition.Loader!("dune", services, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Tags_are_named_by_the_authors_method()
    {
        using var project = GeneratorTest.Run(Shelves).Load();
        var stub = new StubCluster();
        var type = project.Type("Acme.Outer+Shelves");
        type.GetProperty("Tagged")!.GetValue(Activator.CreateInstance(type, stub.Context));

        var definition = Assert.IsType<CacheDefinition<string, string>>(Assert.Single(stub.Definitions));

        Assert.Equal(["k", "v"], definition.Tags!("k", "v"));
        Assert.Equal(1_000_000, definition.Settings.MaxBytes);
    }

    [Fact]
    public async Task A_single_value_is_loaded_without_a_key()
    {
        using var project = GeneratorTest.Run(Shelves).Load();
        var stub = new StubCluster();
        var type = project.Type("Acme.Outer+Shelves");
        type.GetProperty("Latest")!.GetValue(Activator.CreateInstance(type, stub.Context));
        var definition = Assert.Single(stub.Definitions);
        await using var services = new ServiceCollection().AddSingleton(new Uri("urn:x")).BuildServiceProvider();

        var loading = ((Delegate)definition.GetType().GetProperty("Loader")!.GetValue(definition)!).DynamicInvoke(services, CancellationToken.None)!;
        var task = (Task)loading.GetType().GetMethod("AsTask")!.Invoke(loading, null)!;
        await task;

        Assert.Equal("Volume { Title = hello urn:x }", task.GetType().GetProperty("Result")!.GetValue(task)!.ToString());
        Assert.Equal(
            new CacheSettings
            {
                ExpireAfterWrite = TimeSpan.FromMinutes(1), RefreshAhead = TimeSpan.FromSeconds(10), FailSafe = TimeSpan.FromHours(1),
                Jitter = 0.25, CacheNull = false, WhenUnavailable = UnavailablePolicy.Throw,
            },
            (CacheSettings)definition.GetType().GetProperty("Settings")!.GetValue(definition)!);
    }

    [Fact]
    public async Task A_loader_takes_a_tuple_as_key_and_null_for_an_optional_service()
    {
        using var project = GeneratorTest.Run(Shelves).Load();
        var stub = new StubCluster();
        var type = project.Type("Acme.Outer+Shelves");
        type.GetMethod("YearsOf")!.Invoke(Activator.CreateInstance(type, stub.Context), null);
        var definition = Assert.Single(stub.Definitions);
        var loader = (Delegate)definition.GetType().GetProperty("Loader")!.GetValue(definition)!;
        await using var services = new ServiceCollection().BuildServiceProvider();

        var loaded = loader.DynamicInvoke((20, 26), services, CancellationToken.None)!;

        Assert.Equal("Volume { Title = 20/26True }", loaded.GetType().GetProperty("Result")!.GetValue(loaded)!.ToString());
    }

    [Fact]
    public void A_class_in_two_files_is_generated_once_and_again_when_one_of_them_changes()
    {
        var run = GeneratorTest.Run(GeneratorInput
            .Of("""
                namespace Acme;

                public sealed partial class Service(ICluster cluster)
                {
                    [ClusterCache("zebras")]
                    public partial IClusterCache<int, string> Zebras { get; }
                }
                """)
            .WithFile("Other.cs", """
                namespace Acme;

                public sealed partial class Service
                {
                    [ClusterCache("apes")]
                    public partial IClusterCache<int, string> Apes { get; }
                }
                """));

        Assert.Contains("Zebras => field", run.File("Service.Caches.g.cs"), StringComparison.Ordinal);
        var edit = run.Edit("Other.cs", """
            namespace Acme;

            public sealed partial class Service
            {
                [ClusterCache("monkeys")]
                public partial IClusterCache<int, string> Apes { get; }
            }
            """);

        edit.AssertChanged("Service.Caches.g.cs", "PluginManifest.g.cs");
        Assert.Equal([IncrementalStepRunReason.Modified], edit.Reasons(TrackingNames.Caches));
    }

    [Fact]
    public void A_change_of_the_loader_in_another_file_changes_the_cache_and_not_the_manifest()
    {
        const string Loader = """
            namespace Acme;

            public sealed partial class Service
            {
                private static ValueTask<string> LoadAsync(int key) => new("");
            }
            """;
        var run = GeneratorTest.Run(GeneratorInput
            .Of("""
                namespace Acme;

                public sealed partial class Service(ICluster cluster)
                {
                    [ClusterCache("numbers", Loader = nameof(LoadAsync))]
                    public partial IClusterCache<int, string> Numbers { get; }
                }
                """)
            .WithFile("Loader.cs", Loader));

        run.Edit("Loader.cs", Loader.Replace("ValueTask<string>", "async Task<string>", StringComparison.Ordinal)).AssertChanged("Service.Caches.g.cs");
        run.Edit("Loader.cs", Loader.Replace("\"\"", "\"other\"", StringComparison.Ordinal)).AssertChanged();
    }
}
