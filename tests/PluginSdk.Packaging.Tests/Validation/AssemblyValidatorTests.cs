using Microsoft.CodeAnalysis;

namespace PluginSdk.Packaging.Tests;

public sealed class AssemblyValidatorTests
{
    [Theory]
    [InlineData("""static readonly Dictionary<int, string> Names = new(); public void Rename(int id, string name) => Names[id] = name;""", "C.Names")]
    [InlineData("""static readonly List<string> Seen = []; public void See(string name) { if (name.Length > 2) Seen.Add(name); }""", "C.Seen")]
    [InlineData("""static readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> Counts = new(); public int Count(string name) => Counts.GetOrAdd(name, static n => n.Length);""", "C.Counts")]
    [InlineData("""static IDictionary<int, string> Names = new Dictionary<int, string>(); public async Task Rename(int id) { Names[id] = await Load(id); } static Task<string> Load(int id) => Task.FromResult("x");""", "C.Names")]
    [InlineData("""static Dictionary<int, string> Names { get; } = new(); public void Rename(int id, string name) => Names.TryAdd(id, name);""", "C.Names")]
    [InlineData("""static readonly Dictionary<int, string> Names = new(); public Action<int> Rename(string name) => id => Names[id] = name;""", "C.Names")]
    [InlineData("""static readonly Dictionary<int, string> Names = new(); public void Rename(int id, string? name) => Names[id] = name is null ? "none" : name.Length > 3 ? name : "short";""", "C.Names")]
    [InlineData("""static readonly Dictionary<int, string> Names = new(); public void Rename(int id) { var names = Names; lock (names) { names.Add(id, "x"); } }""", "C.Names")]
    [InlineData("""static readonly Queue<int> Work = new(); public IEnumerable<int> All() { Work.Enqueue(1); yield return 1; }""", "C.Work")]
    [InlineData("""readonly Dictionary<int, string> _names = new(); [PerNodeJob("tick", Every = "1m")] public Task TickAsync() { _names[1] = DateTime.Now.ToString(); return Task.CompletedTask; }""", "C._names")]
    public void A_collection_that_lives_as_long_as_the_process_and_grows_is_found(string members, string member)
    {
        var finding = Single($"public class C {{ {members} }}", PluginRules.StaticCollection);

        Assert.Equal(member, finding.Member);
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.Contains("[ClusterCache]", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""static readonly Dictionary<int, string> Names = new() { [1] = "one" }; public string Name(int id) => Names[id];""")]
    [InlineData("""static readonly Dictionary<int, string> Names = new(); static C() { Names.Add(1, "one"); foreach (var i in new[] { 1, 2 }) Names[i] = "x"; }""")]
    [InlineData("""static readonly Dictionary<int, string> Names = new(); public bool Forget(int id) => Names.Remove(id);""")]
    [InlineData("""readonly Dictionary<int, string> _names = new(); public void Rename(int id, string name) => _names[id] = name;""")]
    [InlineData("""static readonly Dictionary<int, string> Names = new() { [1] = "one" }; public Dictionary<int, string> Copy(string name) { var copy = new Dictionary<int, string>(Names); copy[2] = name; return copy; }""")]
    [InlineData("""static readonly Dictionary<Type, string> Names = new(); public void Rename(Type type) => Names[type] = type.Name;""")]
    [InlineData("""[ThreadStatic] static List<int>? t_buffer; public void Use() { (t_buffer ??= []).Add(1); }""")]
    [InlineData("""static readonly System.Collections.Immutable.ImmutableDictionary<int, string> Names = System.Collections.Immutable.ImmutableDictionary<int, string>.Empty; public object With(int id) => Names.Add(id, "x");""")]
    public void A_collection_that_is_the_same_on_every_node_or_dies_with_its_owner_is_not(string members) =>
        Assert.Empty(Findings($"public class C {{ {members} }}", PluginRules.StaticCollection));

    [Fact]
    public void A_class_that_is_registered_as_a_singleton_counts_as_one()
    {
        var finding = Single(
            """
            using Microsoft.Extensions.DependencyInjection;
            public class Store { private readonly HashSet<int> _ids = []; public void Add(int id) => _ids.Add(id); }
            public class Scoped { private readonly HashSet<int> _ids = []; public void Add(int id) => _ids.Add(id); }
            public static class Plugin { public static void ConfigureServices(IServiceCollection services) => services.AddSingleton<Store>().AddScoped<Scoped>(); }
            """, PluginRules.StaticCollection);

        Assert.Equal("Store._ids", finding.Member);
    }

    [Theory]
    [InlineData("""private readonly Timer _timer = new(static _ => { }, null, 0, 1000);""", "C..ctor")]
    [InlineData("""public void Start() { var timer = new System.Timers.Timer(1000); timer.Start(); }""", "C.Start")]
    [InlineData("""public async Task RunAsync() { using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1)); while (await timer.WaitForNextTickAsync()) { } }""", "C.RunAsync")]
    [InlineData("""public ITimer Start(TimeProvider time) => time.CreateTimer(static _ => { }, null, TimeSpan.Zero, TimeSpan.Zero);""", "C.Start")]
    public void A_timer_is_found(string members, string member) =>
        Assert.Equal(member, Single($"public class C {{ {members} }}", PluginRules.Timer).Member);

    [Fact]
    public void A_delay_is_not_a_timer() =>
        Assert.Empty(Findings("public class C { public Task WaitAsync(CancellationToken ct) => Task.Delay(10, ct); }", PluginRules.Timer));

    [Theory]
    [InlineData("public class C : BackgroundService { protected override Task ExecuteAsync(CancellationToken ct) => Task.CompletedTask; }")]
    [InlineData("public class C : IHostedService { public Task StartAsync(CancellationToken ct) => Task.CompletedTask; public Task StopAsync(CancellationToken ct) => Task.CompletedTask; }")]
    public void A_hosted_service_is_found(string source) =>
        Assert.Equal("C", Single($"using Microsoft.Extensions.Hosting; {source}", PluginRules.HostedService).Member);

    [Fact]
    public void A_hosted_service_is_found_behind_a_base_class_of_the_plugins_own()
    {
        var findings = Findings(
            """
            using Microsoft.Extensions.Hosting;
            public abstract class Base : BackgroundService;
            public class C : Base { protected override Task ExecuteAsync(CancellationToken ct) => Task.CompletedTask; }
            public class D;
            """, PluginRules.HostedService);

        Assert.Equal("C", Assert.Single(findings).Member);
    }

    [Theory]
    [InlineData("""private readonly object _gate = new(); public void Set(int id) { lock (_gate) { _ = cache.GetAsync(id); } }""")]
    [InlineData("""private readonly Lock _gate = new(); public void Set(int id) { lock (_gate) { _ = cache.GetAsync(id); } }""")]
    [InlineData("""private readonly SemaphoreSlim _gate = new(1); public async Task Set(int id) { await _gate.WaitAsync(); try { await cache.GetAsync(id); } finally { _gate.Release(); } }""")]
    [InlineData("""private readonly Mutex _gate = new(); public void Set(int id) { _gate.WaitOne(); _ = cache.GetAsync(id); }""")]
    public void A_lock_of_this_process_around_what_the_cluster_shares_is_found(string members)
    {
        var finding = Single($"public class C(IClusterCache<int, string> cache) {{ {members} }}", PluginRules.LocalLock);

        Assert.Equal("C.Set", finding.Member);
        Assert.Contains("IClusterCache<", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""public class C { private readonly Lock _gate = new(); private int _count; public void Add() { lock (_gate) _count++; } }""")]
    [InlineData("""public class C(IClusterCache<int, string> cache) { private readonly Lock _gate = new(); private int _count; public async Task Add() { await cache.GetAsync(1); lock (_gate) _count++; } }""")]
    public void A_lock_of_this_process_around_what_belongs_to_it_is_not_found(string source) =>
        Assert.Empty(Findings(source, PluginRules.LocalLock));

    [Theory]
    [InlineData("""private readonly PluginLicense _license = context.License;""", "C._license")]
    [InlineData("""private bool _valid; public void Check() => _valid = context.License.IsValid;""", "C._valid")]
    [InlineData("""private readonly Lazy<LicenseState> _state = new(() => context.License.State);""", "C._state")]
    [InlineData("""public static PluginLicense? Current { get; set; } public void Check() => Current = context.License;""", "C.Current")]
    public void A_licence_that_is_remembered_is_found(string members, string member) =>
        Assert.Equal(member, Single($"public class C(IPluginContext context) {{ {members} }}", PluginRules.LicenseField).Member);

    [Fact]
    public void A_licence_that_is_asked_for_each_time_is_not_found() =>
        Assert.Empty(Findings("public class C(IPluginContext context) { private readonly Func<PluginLicense> _current = () => context.License; public bool Known => _current().IsValid; public bool Allowed => context.License.IsValid; public async Task<bool> CheckAsync() { var license = context.License; await Task.Yield(); return license.IsValid; } }", PluginRules.LicenseField));

    [Theory]
    [InlineData("""System.IO.File.WriteAllText("reports.txt", "x");""", "reports.txt")]
    [InlineData("""System.IO.File.AppendAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "reports.txt"), "x");""", "get_BaseDirectory")]
    [InlineData("""using var file = new System.IO.FileStream(System.IO.Path.Combine(System.IO.Path.GetTempPath(), Guid.NewGuid().ToString()), System.IO.FileMode.Create);""", "GetTempPath")]
    [InlineData("""System.IO.Directory.CreateDirectory(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/reports");""", "GetFolderPath")]
    public void A_path_outside_the_homes_is_found(string statement, string path)
    {
        var finding = Single($"public class C {{ public void Save() {{ {statement} }} }}", PluginRules.ForeignPath);

        Assert.Equal("C.Save", finding.Member);
        Assert.Contains(path, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_in_a_home_or_from_elsewhere_is_not_found() =>
        Assert.Empty(Findings("""public class C(IPluginContext context) { public void Save(string path) { System.IO.File.WriteAllText(System.IO.Path.Combine(context.Home.Shared, "reports.txt"), "x"); System.IO.File.ReadAllText(path); } }""", PluginRules.ForeignPath));

    [Theory]
    [InlineData("public System.IO.Stream? Data { get; init; }", "a stream")]
    [InlineData("public Action? Changed { get; init; }", "a delegate")]
    [InlineData("public Func<int, string>? Name { get; init; }", "a delegate")]
    [InlineData("public Task<int>? Count { get; init; }", "work in progress")]
    [InlineData("public object? Tag { get; init; }", "of no known type")]
    [InlineData("public nint Handle { get; init; }", "an address")]
    [InlineData("public List<object> Tags { get; init; } = [];", "of no known type")]
    [InlineData("public Dictionary<string, IDisposable> Things { get; init; } = [];", "an interface")]
    [InlineData("public Part Part { get; init; } = new();", "a stream")]
    [InlineData("public Loader? Load { get; init; }", "a delegate")]
    [InlineData("public IOwn? Own { get; init; }", "an interface")]
    public void A_type_that_cannot_travel_is_found_in_caches_and_events(string property, string obstacle)
    {
        var declarations = $$"""
            public delegate void Loader();
            public interface IOwn;
            public class Part { public System.IO.MemoryStream? Data { get; set; } }
            public class Report { {{property}} }
            """;

        var inCache = Assert.Single(Findings($"{declarations} public class C(IClusterCache<int, Report> cache) {{ public object Get() => cache; }}", PluginRules.NotSerializable));
        var inEvent = Assert.Single(Findings($"{declarations} [ClusterEvent(\"published\")] public class Published {{ public Report Report {{ get; init; }} = new(); }}", PluginRules.NotSerializable));

        Assert.Equal(FindingSeverity.Error, inCache.Severity);
        Assert.Contains(obstacle, inCache.Message, StringComparison.Ordinal);
        Assert.Contains(obstacle, inEvent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_that_travel_and_members_that_stay_are_not_found() =>
        Assert.Empty(Findings(
            """
            public enum Kind { One }
            public record Part(Guid Id, Kind Kind, DateTimeOffset At, decimal? Price, byte[] Data);
            public class Report
            {
                private readonly Lock _gate = new();
                public static readonly object Shared = new();
                public IReadOnlyList<Part> Parts { get; init; } = [];
                public Dictionary<string, List<Part?>> ByName { get; init; } = [];
                public Report? Parent { get; init; }
                public IPAddressLike Address { get; init; } = new();
                public object Computed => _gate;
                public IShape? Shape { get; init; }
            }
            [MessagePack.Union(0, typeof(Circle))]
            public interface IShape;
            public record Circle(int Radius) : IShape;
            public record struct IPAddressLike(int Value);
            public class C(IClusterCache<int, Report> cache) { public object Get() => cache; }
            """, PluginRules.NotSerializable));

    [Fact]
    public void Generated_code_is_the_generators_affair() =>
        Assert.Empty(AssemblyValidator.Validate(TestAssembly.Compile(
            """
            [System.CodeDom.Compiler.GeneratedCode("x", "1")]
            public class C { static readonly List<int> Seen = []; public void See(int id) { Seen.Add(id); var t = new Timer(_ => Seen.Add(1)); } class Inner { static readonly List<int> Seen = []; public void See(int id) => Seen.Add(id); } }
            public class D { static readonly List<int> Seen = []; [System.CodeDom.Compiler.GeneratedCode("x", "1")] public void See(int id) => Seen.Add(id); }
            """), "test.dll").Findings);

    [Theory]
    [InlineData("""{0} public class C { static readonly List<int> Ids = []; public void See(int id) => Ids.Add(id); }""")]
    [InlineData("""public class C { {0} static readonly List<int> Ids = []; public void See(int id) => Ids.Add(id); }""")]
    [InlineData("""public class C { {0} static List<int> Ids { get; } = []; public void See(int id) => Ids.Add(id); }""")]
    [InlineData("""public class C { static readonly List<int> Ids = []; {0} public void See(int id) => Ids.Add(id); }""")]
    [InlineData("""public class C { static readonly List<int> Ids = []; {0} public async Task See(int id) { await Task.Yield(); Ids.Add(id); } }""")]
    [InlineData("""{0} public class Outer { public class C<T> { static readonly List<int> Ids = []; public void See(int id) => Ids.Add(id); } }""")]
    [InlineData("""[assembly: {1}] public class C { static readonly List<int> Ids = []; public void See(int id) => Ids.Add(id); }""")]
    [InlineData("""[assembly: {1}, Scope = "member", Target = "~F:Acme.C.Ids")] namespace Acme; public class C { static readonly List<int> Ids = []; public void See(int id) => Ids.Add(id); }""")]
    [InlineData("""[assembly: {1}, Scope = "member", Target = "~M:Acme.C.See(System.Int32)")] namespace Acme; public class C { static readonly List<int> Ids = []; public void See(int id) => Ids.Add(id); }""")]
    [InlineData("""[assembly: {1}, Scope = "type", Target = "~T:Acme.C")] namespace Acme; public class C { static readonly List<int> Ids = []; public void See(int id) => Ids.Add(id); }""")]
    public void A_justification_counts_at_the_member_at_what_uses_it_and_around_it(string source)
    {
        const string Attribute = "System.Diagnostics.CodeAnalysis.SuppressMessage(\"PluginSdk\", \"PSDK070:A collection\", Justification = \"The ids are the same everywhere.\"";
        var text = source.Replace("{0}", $"[{Attribute})]", StringComparison.Ordinal).Replace("{1}]", $"{Attribute})]", StringComparison.Ordinal).Replace("{1},", $"{Attribute},", StringComparison.Ordinal);

        var report = AssemblyValidator.Validate(TestAssembly.Compile(text), "C.dll");

        Assert.Empty(report.Findings);
        Assert.Equal(("PSDK070", "The ids are the same everywhere.", "C.dll"), report.Suppressions.Select(suppression => (suppression.Rule, suppression.Justification, suppression.Location)).Single());
    }

    [Theory]
    [InlineData("""[System.Diagnostics.CodeAnalysis.SuppressMessage("PluginSdk", "PSDK070")]""")]
    [InlineData("""[System.Diagnostics.CodeAnalysis.SuppressMessage("PluginSdk", "PSDK070", Justification = " ")]""")]
    [InlineData("""[System.Diagnostics.CodeAnalysis.SuppressMessage("PluginSdk", "PSDK070", Justification = "<Pending>")]""")]
    [InlineData("""[System.Diagnostics.CodeAnalysis.SuppressMessage("PluginSdk", "PSDK071", Justification = "Another rule.")]""")]
    public void A_suppression_without_a_reason_or_for_another_rule_does_not_count(string attribute) =>
        Assert.Single(Findings($"{attribute} public class C {{ static readonly List<int> Ids = []; public void See(int id) => Ids.Add(id); }}", PluginRules.StaticCollection));

    [Fact]
    public void A_justification_at_the_field_of_a_timer_counts_and_one_of_another_type_does_not()
    {
        var report = AssemblyValidator.Validate(TestAssembly.Compile(
            """
            public class C
            {
                [System.Diagnostics.CodeAnalysis.SuppressMessage("PluginSdk", "PSDK071", Justification = "A gauge.")]
                private readonly Timer _timer = new(static _ => { });
            }
            public class D { private readonly Timer _timer = new(static _ => { }); }
            """), "C.dll");

        Assert.Equal("D..ctor", Assert.Single(report.Findings).Member);
        Assert.Equal("C..ctor", Assert.Single(report.Suppressions).Member);
    }

    [Fact]
    public void What_cannot_travel_cannot_be_justified() =>
        Assert.Single(Findings(
            """
            [System.Diagnostics.CodeAnalysis.SuppressMessage("PluginSdk", "PSDK050", Justification = "I want it.")]
            public class C(IClusterCache<int, System.IO.Stream> cache) { public object Get() => cache; }
            """, PluginRules.NotSerializable));

    [Theory]
    [InlineData(OptimizationLevel.Debug)]
    [InlineData(OptimizationLevel.Release)]
    public void Findings_name_rule_member_and_file_and_come_in_order(OptimizationLevel optimization)
    {
        const string Source =
            """
            namespace Acme.Reports;
            file class Hidden { static readonly List<int> Ids = []; public static void See(int id) => Ids.Add(id); }
            public class Outer<T>
            {
                public class Inner
                {
                    static readonly Dictionary<int, T> Items = new();
                    public async Task RunAsync(T item) { await Task.Run(async () => { await Task.Yield(); Items[1] = item; var timer = new Timer(_ => { }); }); }
                }
            }
            """;

        var findings = AssemblyValidator.Validate(TestAssembly.Compile(Source, optimization: optimization), "Acme.Reports.dll").Findings;

        Assert.Equal(
            [(PluginRules.StaticCollection, "Acme.Reports.Hidden.Ids"), (PluginRules.StaticCollection, "Acme.Reports.Outer.Inner.Items"), (PluginRules.Timer, "Acme.Reports.Outer.Inner.RunAsync")],
            findings.Select(finding => (finding.Rule, finding.Member!)));
        Assert.All(findings, finding => Assert.Equal("Acme.Reports.dll", finding.Location));
    }

    [Fact]
    public void Every_assembly_of_the_shared_framework_can_be_read()
    {
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.*.dll").Where(file => new FileInfo(file).Length < 400_000))
            Assert.NotNull(AssemblyValidator.Validate(File.ReadAllBytes(file), Path.GetFileName(file)));
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_refused() =>
        Assert.Throws<PluginPackageException>(() => AssemblyValidator.Validate([1, 2, 3], "C.dll"));

    [Fact]
    public void The_contract_that_packages_name_is_the_one_that_the_abstractions_define() =>
        Assert.Equal(PluginContract.Version, ContractVersion.Current);

    private static Finding Single(string source, string rule) => Assert.Single(Findings(source, rule));

    private static List<Finding> Findings(string source, string rule) =>
        [.. AssemblyValidator.Validate(TestAssembly.Compile(source), "Acme.Reports.dll").Findings.Where(finding => finding.Rule == rule)];
}
