using System.Globalization;

namespace PluginSdk.Packaging.Tests.Fuzzing;

/// <summary>
/// Damaged assemblies and packages: whoever sends them gets the documented exception, or a report.
/// <c>PLUGINSDK_FUZZ_COUNT</c> says how many, <c>PLUGINSDK_FUZZ_SEED</c> replays a run.
/// </summary>
public sealed class DamagedAssemblyFuzzTests(ITestOutputHelper output)
{
    private const int DefaultCount = 20_000;

    /// <summary>Something of everything that the validator looks at.</summary>
    private const string Source =
        """
        [ClusterEvent("told")] public sealed record Told(System.IO.Stream Source, Inner<int> Inner);
        public record Inner<T>(T Value, Inner<T> Next, Func<T> Make);
        public class Store : Microsoft.Extensions.Hosting.IHostedService
        {
            static readonly Dictionary<int, string> Names = new();
            private readonly Timer _timer = new(static _ => { }, null, 0, 1000);
            public void Rename(int id, string name) { lock (Names) { Names[id] = name is null ? "none" : name.Length > 3 ? name : "short"; } }
            public IEnumerable<int> All() { foreach (var pair in Names) yield return pair.Key; }
            public async Task StartAsync(CancellationToken token) { switch (Names.Count) { case 0: case 1: case 2: case 3: await Task.Yield(); break; default: try { Names.Clear(); } finally { Names[1] = "x"; } break; } }
            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
            [PerNodeJob("tick", Every = "1m")] public Task TickAsync() { Names[1] = DateTime.Now.ToString(); return Task.CompletedTask; }
        }
        public static class Plugin { public static void ConfigureServices(Microsoft.Extensions.DependencyInjection.IServiceCollection services) => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<Store>(services); }
        """;

    [Fact]
    public void The_validator_reports_on_a_damaged_assembly_or_says_that_it_is_none()
    {
        var intact = TestAssembly.WithDescriptor(TestPackage.DescriptorJson, Source);
        Assert.NotEmpty(AssemblyValidator.Validate(intact, "Acme.Reports.dll").Findings);

        Fuzz(intact, static bytes => AssemblyValidator.Validate(bytes, "Acme.Reports.dll"));
    }

    [Fact]
    public void The_descriptor_of_a_damaged_assembly_is_read_or_refused() =>
        Fuzz(TestAssembly.WithDescriptor(TestPackage.DescriptorJson), static bytes => DescriptorAttribute.Read(bytes, "Acme.Reports.dll"));

    [Fact]
    public void A_damaged_package_is_read_or_refused() =>
        Fuzz(TestPackage.Bytes(), static bytes => PluginPackage.Read(bytes, "acme.cplugin"));

    private void Fuzz(byte[] intact, Action<byte[]> read)
    {
        var seed = Setting("PLUGINSDK_FUZZ_SEED", Environment.TickCount);
        var count = Setting("PLUGINSDK_FUZZ_COUNT", DefaultCount) / 20;
        output.WriteLine($"PLUGINSDK_FUZZ_SEED={seed} PLUGINSDK_FUZZ_COUNT={count * 20}");
        var random = new Random(seed);
        var refused = 0;
        for (var number = 0; number < count; number++)
        {
            var bytes = Damage(intact, random);
            try
            {
                read(bytes);
            }
            catch (PluginPackageException)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed}, number {number}: {e}");
            }
        }

        Assert.NotEqual(0, refused);
    }

    private static byte[] Damage(byte[] intact, Random random)
    {
        var bytes = (byte[])intact.Clone();
        for (var rounds = random.Next(1, 8); rounds > 0; rounds--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    var length = Math.Min(random.Next(1, 16), bytes.Length - at);
                    bytes.AsSpan(at, length).Fill(random.Next(2) == 0 ? (byte)0 : (byte)0xff);
                    break;
                default:
                    var from = random.Next(bytes.Length);
                    var copied = Math.Min(random.Next(1, 32), bytes.Length - Math.Max(at, from));
                    bytes.AsSpan(from, copied).CopyTo(bytes.AsSpan(at));
                    break;
            }
        }

        return random.Next(20) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : fallback;
}
