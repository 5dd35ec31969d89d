using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Diagnostics;

public sealed class NodeLocalRulesTests
{
    [Fact]
    public Task PSDK070_static_collections_that_are_changed() => AnalyzerTest.VerifyAsync("""
        using System.Collections.Concurrent;
        using System.Collections.Immutable;
        using System.Runtime.InteropServices;

        public static class Store
        {
            private static readonly Dictionary<int, string> {|PSDK070:s_names|} = new() { [1] = "one" };
            private static readonly ConcurrentDictionary<int, string> {|PSDK070:s_loaded|} = new();
            private static ImmutableDictionary<int, string> {|PSDK070:s_immutable|} = ImmutableDictionary<int, string>.Empty;
            private static ImmutableArray<int> {|PSDK070:s_array|} = [];
            private static readonly string[] {|PSDK070:s_slots|} = new string[8];
            internal static List<string> {|PSDK070:Journal|} { get; } = [];
            public static HashSet<int> {|PSDK070:Seen|} = [];
            private static readonly Dictionary<int, int> {|PSDK070:s_counts|} = [];
            private static readonly Dictionary<int, int> {|PSDK070:s_sums|} = [];

            public static void Put(int id, string name) => s_names[id] = name;

            public static string Get(int id) => s_loaded.GetOrAdd(id, static id => id.ToString());

            public static void Swap()
            {
                ImmutableInterlocked.TryAdd(ref s_immutable, 1, "one");
                s_array = s_array.Add(1);
                s_slots[0] = "";
                CollectionsMarshal.GetValueRefOrAddDefault(s_counts, 1, out _)++;
                s_sums[1] += 2;
            }
        }

        public static class Elsewhere
        {
            public static void Note(string line)
            {
                Store.Journal.Add(line);
                Store.Seen = [1];
            }
        }
        """);

    [Fact]
    public Task PSDK070_a_dictionary_in_the_one_instance_of_an_annotated_class() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            private readonly Dictionary<int, string> {|PSDK070:_names|} = [];
            private readonly List<string> _lines = [];

            [ClusterLock("import")]
            public partial Task ImportAsync();

            private Task ImportCoreAsync()
            {
                _names.Add(1, "one");
                _lines.Add(cluster.ThisNode.Name);
                return Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task PSDK070_is_silent_where_nothing_changes_or_nothing_is_kept() => AnalyzerTest.VerifySilentAsync("""
        using System.Collections.Frozen;

        public sealed class Table
        {
            private static readonly Dictionary<int, string> s_names = new() { [1] = "one" };
            private static readonly List<string> s_lines = [];
            private static readonly FrozenDictionary<int, string> s_frozen = s_names.ToFrozenDictionary();
            private static string s_text = "";
            private readonly Dictionary<int, string> _own = [];

            static Table() => s_lines.Add("made");

            public string Get(int id)
            {
                var local = new Dictionary<int, string>();
                local[id] = s_names[id] + s_frozen[id] + s_lines.Count;
                _own[id] = s_text = local[id];
                return _own[id];
            }
        }
        """);

    [Fact]
    public Task PSDK071_timers() => AnalyzerTest.VerifyAsync("""
        public sealed class Ticking(TimeProvider time)
        {
            public object First() => {|PSDK071:new Timer(_ => { })|};

            public object Second() => {|PSDK071:new PeriodicTimer(TimeSpan.FromSeconds(1))|};

            public object Third() => {|PSDK071:new System.Timers.Timer(1000)|};

            public object Fourth() => {|PSDK071:time.CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.Zero)|};

            public Task Fifth() => Task.Delay(TimeSpan.FromSeconds(1), time);
        }
        """);

    private const string Hosting = """
        namespace Microsoft.Extensions.Hosting
        {
            public interface IHostedService;
            public abstract class BackgroundService : IHostedService;
        }

        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class Extensions
            {
                public static IServiceCollection AddHostedService<T>(this IServiceCollection services)
                    where T : class, Microsoft.Extensions.Hosting.IHostedService => services;
            }
        }

        """;

    [Fact]
    public Task PSDK072_hosted_services() => AnalyzerTest.VerifyAsync(Hosting + """
        namespace Acme
        {
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            public sealed class {|PSDK072:Sweeper|} : BackgroundService;

            public static partial class Plugin
            {
                static partial void ConfigureServices(IServiceCollection services) => services.AddHostedService<Sweeper>();
            }
        }
        """);

    [Fact]
    public Task PSDK073_locks_of_this_process_around_cluster_state() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster, IPluginContext context)
        {
            private readonly object _gate = new();
            private readonly SemaphoreSlim _turn = new(1);
            private readonly Lock _lock = new();
            private readonly Mutex _mutex = new();

            [ClusterCache("numbers")]
            public partial IClusterCache<int, string> Numbers { get; }

            public void Monitor()
            {
                lock ({|PSDK073:_gate|})
                {
                    _ = Numbers.PutAsync(1, cluster.ThisNode.Name);
                }
            }

            public async Task TurnAsync()
            {
                await {|PSDK073:_turn.WaitAsync()|};
                await Numbers.RemoveAsync(1);
                _turn.Release();
            }

            public string Scoped()
            {
                using ({|PSDK073:_lock.EnterScope()|})
                    return context.Home.Shared;
            }

            public string Owned()
            {
                {|PSDK073:_mutex.WaitOne()|};
                return context.Home.Shared;
            }
        }
        """);

    [Fact]
    public Task PSDK073_is_silent_around_state_of_the_node() => AnalyzerTest.VerifySilentAsync("""
        public sealed partial class Service(ICluster cluster, IPluginContext context)
        {
            private readonly object _gate = new();
            private readonly SemaphoreSlim _turn = new(1);
            private readonly ManualResetEvent _signal = new(false);
            private int _count;

            [ClusterCache("numbers")]
            public partial IClusterCache<int, string> Numbers { get; }

            public string Count()
            {
                lock (_gate)
                    return context.Home.Local + cluster.ThisNode.Name + _count++;
            }

            public async Task TurnAsync()
            {
                await Numbers.RemoveAsync(1);
                await _turn.WaitAsync();
            }

            public async Task SignalAsync()
            {
                _signal.WaitOne();
                await Numbers.RemoveAsync(1);
            }
        }
        """);

    [Fact]
    public Task PSDK074_licences_that_are_kept() => AnalyzerTest.VerifyAsync("""
        public sealed class Service(IPluginContext context)
        {
            private readonly bool _isValid = {|PSDK074:context.License.IsValid|};
            private PluginLicense? _license;

            public string? Licensee { get; } = {|PSDK074:context.License.Licensee|};

            public bool IsValid => _isValid;

            public PluginLicense Ask() => _license ??= {|PSDK074:context.License|};
        }
        """);

    [Fact]
    public Task PSDK074_is_silent_where_it_is_asked_each_time() => AnalyzerTest.VerifySilentAsync("""
        public sealed class Service(IPluginContext context)
        {
            private readonly Func<bool> _isValid = () => context.License.IsValid;

            public bool IsValid => context.License.IsValid && _isValid();

            public string Describe()
            {
                var license = context.License;
                return license.Licensee ?? license.State.ToString();
            }
        }
        """);

    [Fact]
    public Task PSDK075_paths_outside_of_the_homes() => AnalyzerTest.VerifyAsync("""
        using System.IO;

        public static class Files
        {
            public static string Read() => File.ReadAllText({|PSDK075:"/var/acme/report.json"|});

            public static Stream Open() => new FileStream({|PSDK075:"report.json"|}, FileMode.Open);

            public static string Temporary() => Path.Combine({|PSDK075:Path.GetTempPath()|}, "report.json");

            public static string Beside() => Path.Combine({|PSDK075:AppContext.BaseDirectory|}, "report.json");

            public static string OfUser() => {|PSDK075:Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)|};
        }
        """);

    [Fact]
    public Task PSDK075_is_silent_inside_of_the_homes() => AnalyzerTest.VerifySilentAsync("""
        using System.IO;

        public sealed class Files(IPluginContext context)
        {
            public string Read() => File.ReadAllText(Path.Combine(context.Home.Shared, "report.json"));

            public void Write(string text) => File.WriteAllText(context.Home.Local + "/report.json", "text");

            public string Given(string path) => new FileInfo(path).Name;
        }
        """);

    [Fact]
    public async Task An_application_is_asked_about_its_annotated_classes_only()
    {
        const string Source = """
            public static class Free
            {
                private static readonly Dictionary<int, string> s_names = [];

                public static void Put(int id) => s_names[id] = "";

                public static object Tick() => new Timer(_ => { });
            }

            public sealed class Annotated
            {
                private static readonly Dictionary<int, string> s_names = [];

                [PerNodeJob("sweep", Every = "1m")]
                public void Sweep() => s_names.Clear();
            }
            """;

        var diagnostics = await AnalyzerTest.DiagnosticsAsync(GeneratorInput.OfApplication(Source));

        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal("PSDK070", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity);
        Assert.Contains("'Sweep' changes", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }
}
