using System.Text.Json;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PluginSdk.Packaging;

namespace PluginSdk.Hosting.Tests.Probe;

/// <summary>Compiles a small plugin and packs it.</summary>
internal static class ProbePlugin
{
    public const string Key = "acme.probe";

    private const string Source = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using PluginSdk;
        using PluginSdk.Hosting.Tests.Probe;
        using PluginSdk.Wire;

        [assembly: PluginSdk.CompilerServices.ClusterPluginDescriptor("$descriptor$")]

        namespace Acme.Probe;

        public sealed class PluginManifest : IPluginManifest
        {
            public string Key => "$key$";
            public string DescriptorJson => "$descriptor$";
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddSingleton<Service>();
                services.AddScoped<IGreeter, Greeter>();
        #if BACKGROUND
                services.AddSingleton<IHostedService, Background>();
        #endif
            }
            public void Register(IPluginRegistry registry)
            {
                registry.AddService(typeof(Service));
        #if BUSY
                registry.AddJob(new JobDefinition("work", JobScope.Cluster, JobSchedule.Every(TimeSpan.FromSeconds(1)), static (services, run, token) => services.GetRequiredService<Service>().WorkAsync(token)));
                registry.AddJob(new JobDefinition("each", JobScope.Node, JobSchedule.Every(TimeSpan.FromSeconds(1)), static (services, run, token) => services.GetRequiredService<Service>().ReadAsync(token)));
                registry.AddLocalHandler(Number.Event, static (number, services, token) => services.GetRequiredService<Service>().HearAsync("local"));
                registry.AddRemoteHandler(Number.Event, static (wrapper, services, token) => services.GetRequiredService<Service>().HearAsync("remote"));
        #endif
            }
        }

        #if BUSY
        public sealed record Number(int Value)
        {
            public static readonly EventDefinition<Number> Event = new("number", new Codec());
            public static readonly CacheDefinition<Number, Number> Cache = new("numbers", new Codec(), new Codec(), new CacheSettings());

            private sealed class Codec : IWireCodec<Number>
            {
                public void Write(ref WireWriter writer, Number value) => WireCodecs.Int32.Write(ref writer, value.Value);
                public Number Read(ref WireReader reader) => new(WireCodecs.Int32.Read(ref reader));
            }
        }
        #endif

        public sealed class Service : IDisposable
        {
            private static int s_instances;
            private readonly IProbe _probe;
            public Service(IPluginContext context, IProbe probe)
            {
                Context = context;
                _probe = probe;
        #if NATIVE
                probe.Say(context.Cluster.ThisNode.Name, "native " + GetPid());
        #elif MISSING
                System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(System.Reflection.Assembly.Load("Acme.Missing").GetTypes()[0].TypeHandle);
        #elif PRIVATE
                System.Reflection.Assembly.Load("PluginSdk.Runtime");
        #endif
        #if FAILS
                throw new InvalidOperationException("the plugin does not like it here");
        #else
                probe.Say(context.Cluster.ThisNode.Name, "$version$ instance " + ++s_instances);
        #endif
            }
            public IPluginContext Context { get; }
        #if NATIVE
            [System.Runtime.InteropServices.DllImport("probe", EntryPoint = "SystemNative_GetPid")]
            private static extern int GetPid();
        #endif
        #if BUSY
            public async Task WorkAsync(CancellationToken token)
            {
                await using var lease = await Context.Cluster.Locks.Get("work").AcquireAsync(token);
                await Context.Cluster.Caches.Get(Number.Cache).RemoveAsync(new Number(1), token);
                await Context.Cluster.Events.PublishAsync(Number.Event, new Number(1), token);
            }
            public async Task ReadAsync(CancellationToken token) =>
                await Context.Cluster.Caches.Get(Number.Cache).GetAsync(new Number(1), static (key, loading) => new ValueTask<Number>(key), token);
            public Task HearAsync(string what) { _probe.Say(Context.Cluster.ThisNode.Name, "heard " + what); return Task.CompletedTask; }
        #endif
            public void Dispose() => _probe.Say(Context.Cluster.ThisNode.Name, "service disposed");
        }

        public sealed class Greeter(Service service, IProbe probe) : IGreeter, IDisposable
        {
            public async Task<string> GreetAsync(string name, CancellationToken cancellationToken)
            {
                if (name == "wait")
                    await Task.Delay(TimeSpan.FromDays(1), service.Context.Stopping).ContinueWith(_ => { });
                if (name == "fail")
                    throw new InvalidOperationException("no greeting");
                return $"{name} from {service.Context.Cluster.ThisNode.Name}";
            }
            public void Dispose() => probe.Say(service.Context.Cluster.ThisNode.Name, "scope ended");
        }

        #if BACKGROUND
        public sealed class Background(IProbe probe, ICluster cluster) : IHostedService
        {
            public Task StartAsync(CancellationToken cancellationToken)
            {
        #if HANGS
                return new TaskCompletionSource().Task;
        #else
                probe.Say(cluster.ThisNode.Name, "background started");
                return Task.CompletedTask;
        #endif
            }
            public Task StopAsync(CancellationToken cancellationToken) { probe.Say(cluster.ThisNode.Name, "background stopped"); return Stopped; }
            private static Task Stopped =>
        #if STUCK
                new TaskCompletionSource().Task;
        #elif STOPFAILS
                throw new InvalidOperationException("does not want to stop");
        #else
                Task.CompletedTask;
        #endif
        }
        #endif
        """;

    public static byte[] PackageWith(IReadOnlyDictionary<string, byte[]> files, params string[] defines) =>
        Pack("1.0.0", Key, "1.0", defines, files);

    public static byte[] Package(string version = "1.0.0", string key = Key, string contract = "1.0", params string[] defines) =>
        Pack(version, key, contract, defines, new Dictionary<string, byte[]>());

    private static byte[] Pack(string version, string key, string contract, string[] defines, IReadOnlyDictionary<string, byte[]> files)
    {
        var descriptor = JsonSerializer.Serialize(new
        {
            schema = 1,
            key,
            version,
            contract,
            assembly = "Acme.Probe",
            manifest = "Acme.Probe.PluginManifest",
            clusterCompatible = true,
        });
        var writer = new PluginPackageWriter(PluginDescriptor.Parse(descriptor, "test"), new AnalyzerLog { AnalyzersRan = true }, "1.0.0-test");
        writer.Add("lib/Acme.Probe.dll", Compile(descriptor, key, version, defines));
        foreach (var (path, content) in files)
            writer.Add(path, content, "Probe.Native/1.0.0");
        using var package = new MemoryStream();
        writer.WriteTo(package);
        return package.ToArray();
    }

    private static byte[] Compile(string descriptor, string key, string version, string[] defines)
    {
        var source = Source.Replace("$descriptor$", descriptor.Replace("\"", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("$key$", key, StringComparison.Ordinal)
            .Replace("$version$", version, StringComparison.Ordinal);
        var compilation = CSharpCompilation.Create(
            "Acme.Probe",
            [CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default.WithPreprocessorSymbols(defines))],
            [.. Net100.References.All, .. Referenced().Select(type => MetadataReference.CreateFromFile(type.Assembly.Location))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return assembly.ToArray();
    }

    private static Type[] Referenced() => [typeof(ICluster), typeof(IServiceCollection), typeof(IHostedService), typeof(IProbe)];
}
