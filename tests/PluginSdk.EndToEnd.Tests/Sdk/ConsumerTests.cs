using System.IO.Compression;
using System.Text.Json;
using PluginSdk.EndToEnd.Tests.Templates;

namespace PluginSdk.EndToEnd.Tests.Sdk;

/// <summary>The ways in which a project can come by the SDK, each with warnings as errors and without a line that a newcomer would not write.</summary>
public sealed class ConsumerTests(FeedFixture feed)
{
    private const string WarningsAsErrors = "-p:TreatWarningsAsErrors=true;MSBuildTreatWarningsAsErrors=true";

    [Theory]
    [InlineData("false", "")]
    [InlineData("true", "")]
    [InlineData("true", """<PackageVersion Include="PluginSdk.Abstractions" Version="{0}" />""")]
    public async Task A_plugin_builds_under_central_package_management(string pinning, string central)
    {
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(feed, items: """<ItemGroup><PackageReference Include="Cronos" /></ItemGroup>""");
        workspace.Write("Directory.Packages.props",
            $"""
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <CentralPackageTransitivePinningEnabled>{pinning}</CentralPackageTransitivePinningEnabled>
              </PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="Cronos" Version="0.13.0" />
                {central.Replace("{0}", feed.Version, StringComparison.Ordinal)}
              </ItemGroup>
            </Project>
            """);

        (await workspace.DotNetAsync("", "build", "-p:TreatWarningsAsErrors=true")).Succeeded();

        Assert.True(workspace.Has(AuthorProject.Package));
    }

    [Fact]
    public async Task A_class_library_with_a_key_that_references_the_package_builds_a_plugin()
    {
        using var workspace = feed.NewWorkspace();
        workspace.Write("Acme.Reports.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><PluginKey>acme.reports</PluginKey><ClusterContractsFile>none</ClusterContractsFile></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PluginSdk" Version="{feed.Version}" />
                <PackageReference Include="Cronos" Version="0.13.0" />
              </ItemGroup>
            </Project>
            """);
        workspace.Write("Reports.cs", $"using PluginSdk;{Environment.NewLine}{AuthorProject.Source}");

        (await workspace.DotNetAsync("", "build")).Succeeded();

        var package = Packaging.PluginPackage.Open(workspace.PathOf(AuthorProject.Package));
        Assert.True(package.TryGetFile("lib/Cronos.dll", out _));
        Assert.False(package.TryGetFile("lib/PluginSdk.Abstractions.dll", out _));
    }

    [Fact]
    public async Task A_web_host_restores_from_an_empty_package_folder_and_makes_no_plugin()
    {
        using var workspace = feed.NewWorkspace(EmptyPackageFolder());
        workspace.Write("Host.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PluginSdk" Version="{feed.Version}" />
                <PackageReference Include="PluginSdk.Hosting" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        workspace.Write("Program.cs",
            """
            using PluginSdk;
            var builder = WebApplication.CreateBuilder(args);
            var app = builder.Build();
            app.MapGet("/", (ICluster cluster) => cluster.ThisNode.ToString());
            app.Run();
            """);

        (await workspace.DotNetAsync("", "build", WarningsAsErrors)).Succeeded();

        Assert.Empty(Directory.EnumerateFiles(workspace.Root, "*.cplugin", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFiles(workspace.Root, "plugin.json", SearchOption.AllDirectories));
    }

    /// <summary>An application that takes the attributes for itself, without plugins and packages.</summary>
    [Fact]
    public async Task A_web_application_uses_the_attributes_in_its_own_code()
    {
        using var workspace = feed.NewWorkspace();
        workspace.Write("Shop.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><PluginKey>acme.shop</PluginKey></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PluginSdk" Version="{feed.Version}" />
                <PackageReference Include="PluginSdk.Hosting" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        workspace.Write("Program.cs",
            """
            using PluginSdk.Hosting;
            using Shop;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddClusterPlugin<PluginManifest>();
            var app = builder.Build();
            app.MapGet("/price/{id:int}", async (int id, Prices prices) => $"{(await prices.Cached.GetAsync(id)).Amount} after {prices.Loads} loads, {prices.Runs} runs, {prices.Told} told");
            app.Run();
            """);
        workspace.Write("Prices.cs",
            """
            using PluginSdk;

            namespace Shop;

            public sealed partial class Prices(ICluster cluster)
            {
                public int Loads { get; private set; }
                public int Runs { get; private set; }
                public int Told { get; private set; }

                [ClusterCache("prices", Loader = nameof(LoadAsync))]
                public partial IClusterCache<int, Price> Cached { get; }

                private ValueTask<Price> LoadAsync(int id)
                {
                    Loads++;
                    return ValueTask.FromResult(new Price(id * 2m));
                }

                [PerClusterJob("tick", Every = "1s")]
                public async Task TickAsync(JobRun run, CancellationToken cancellationToken)
                {
                    Runs++;
                    await cluster.Events.PublishAsync(new PriceChanged(7), cancellationToken);
                }

                [ClusterEventHandler]
                public Task OnLocal(PriceChanged changed, CancellationToken cancellationToken)
                {
                    Told = changed.Id;
                    return Task.CompletedTask;
                }

                [ClusterEventHandler]
                public Task OnRemote(ClusterEventWrapper<PriceChanged> changed, CancellationToken cancellationToken) => Task.CompletedTask;
            }

            public sealed record Price(decimal Amount);

            [ClusterEvent("price-changed")]
            public sealed partial record PriceChanged(int Id);
            """);

        (await workspace.DotNetAsync("", "build", WarningsAsErrors, "-p:UpdateClusterContracts=true")).Succeeded();
        Assert.Empty(Directory.EnumerateFiles(workspace.Root, "*.cplugin", SearchOption.AllDirectories));
        await using var shop = await RunningHost.StartAsync(Path.Combine(workspace.Root, "bin", "Debug", "net10.0", "Shop.dll"), workspace.Root);

        await shop.AnswersAsync("price/21", "42 after 1 loads", "7 told");
        Assert.Equal(0, await shop.StopAsync());
    }

    [Fact]
    public async Task A_test_project_restores_from_an_empty_package_folder_and_has_the_plugins_package_beside_it()
    {
        using var workspace = feed.NewWorkspace(EmptyPackageFolder());
        workspace.WritePlugin(feed);
        workspace.Write("tests/Acme.Reports.Tests/Acme.Reports.Tests.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PluginSdk.Testing" Version="{feed.Version}" />
                <PackageReference Include="xunit.v3" Version="4.0.2" />
                <ProjectReference Include="../../Acme.Reports.csproj" />
              </ItemGroup>
            </Project>
            """);
        workspace.Write("tests/Acme.Reports.Tests/ReportTests.cs",
            """
            public sealed class ReportTests
            {
                [Xunit.Fact]
                public void It_is_here() => Xunit.Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "Acme.Reports.1.0.0.cplugin")));
            }
            """);

        (await workspace.DotNetAsync("tests/Acme.Reports.Tests", "build", "-p:TreatWarningsAsErrors=true")).Succeeded();
        (await workspace.DotNetAsync("tests/Acme.Reports.Tests", "run", "--no-build")).Succeeded();
    }

    [Fact]
    public async Task An_editor_that_opens_a_project_from_an_empty_package_folder_sees_contract_and_generator()
    {
        using var workspace = feed.NewWorkspace(EmptyPackageFolder());
        workspace.WritePlugin(feed);
        (await workspace.DotNetAsync("", "restore")).Succeeded();

        var opened = (await workspace.DotNetAsync("", "msbuild", "-t:Compile", "-getItem:Analyzer", "-getItem:ReferencePath", "-getItem:CscCommandLineArgs",
            "-p:DesignTimeBuild=true", "-p:BuildingInsideVisualStudio=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:BuildProjectReferences=false")).Succeeded();

        using var items = JsonDocument.Parse(opened.Output);
        Assert.Contains("PluginSdk.Generators", Names(items, "Analyzer"));
        Assert.Contains("PluginSdk.CodeFixes", Names(items, "Analyzer"));
        Assert.Contains("PluginSdk.Abstractions", Names(items, "ReferencePath"));
        Assert.NotEmpty(Names(items, "CscCommandLineArgs"));
        Assert.Single(Names(items, "Analyzer"), "PluginSdk.Generators");
        Assert.Empty(Directory.EnumerateFiles(workspace.Root, "*.cplugin", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Another_build_of_the_same_version_of_the_sdk_compiles_and_packs_again()
    {
        using var own = new OwnFeed(feed);
        using var workspace = feed.NewWorkspace(EmptyPackageFolder());
        workspace.Write("nuget.config", workspace.Read("nuget.config").Replace(feed.Feed, own.Path, StringComparison.Ordinal));
        workspace.WritePlugin(feed);
        (await workspace.DotNetAsync("", "build")).Succeeded();
        var same = (await workspace.DotNetAsync("", "build", "-v:n")).Succeeded();
        Assert.Contains("Skipping target \"CoreCompile\"", same.Output, StringComparison.Ordinal);

        own.Repack();
        Directory.Delete(Path.Combine(workspace.Packages, "pluginsdk"), recursive: true);
        var again = (await workspace.DotNetAsync("", "build", "-v:n")).Succeeded();

        Assert.DoesNotContain("Skipping target \"CoreCompile\"", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Skipping target \"PackClusterPlugin\"", again.Output, StringComparison.Ordinal);
    }

    private string EmptyPackageFolder() => Path.Combine(Path.GetDirectoryName(feed.Packages)!, $"packages-{Guid.NewGuid():N}");

    private static List<string?> Names(JsonDocument items, string item) =>
        [.. items.RootElement.GetProperty("Items").GetProperty(item).EnumerateArray().Select(entry => Path.GetFileNameWithoutExtension(entry.GetProperty("Identity").GetString()))];

    /// <summary>A copy of the feed whose SDK can become another build of the same version, with the same times on its files.</summary>
    private sealed class OwnFeed : IDisposable
    {
        private readonly string _package;

        public OwnFeed(FeedFixture feed)
        {
            foreach (var package in Directory.EnumerateFiles(feed.Feed))
                File.Copy(package, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(package)));
            _package = System.IO.Path.Combine(Path, $"PluginSdk.{feed.Version}.nupkg");
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("pluginsdk-feed-").FullName;

        public void Repack()
        {
            using var archive = ZipFile.Open(_package, ZipArchiveMode.Update);
            var task = archive.Entries.First(entry => entry.FullName.StartsWith("tasks/", StringComparison.Ordinal));
            var hash = task.FullName.Split('/')[1];
            const string Other = "0123456789abcdef";
            foreach (var entry in archive.Entries.Where(entry => entry.FullName.StartsWith($"tasks/{hash}/", StringComparison.Ordinal)).ToList())
                Copy(entry, archive.CreateEntry(entry.FullName.Replace(hash, Other, StringComparison.Ordinal)), content => content);
            var names = archive.GetEntry("targets/PluginSdk.Content.props")!;
            Copy(names, archive.CreateEntry(names.FullName), text => System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(text).Replace(hash, Other, StringComparison.Ordinal)));
        }

        private static void Copy(ZipArchiveEntry from, ZipArchiveEntry to, Func<byte[], byte[]> change)
        {
            using var content = new MemoryStream();
            using (var source = from.Open())
                source.CopyTo(content);
            var time = from.LastWriteTime;
            from.Delete();
            to.LastWriteTime = time;
            using var target = to.Open();
            target.Write(change(content.ToArray()));
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
