using PluginSdk.CompilerServices;
using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Locking;

public sealed class LockGeneratorTests
{
    private const string Vault = """
        namespace Acme;

        public partial class Vault<TItem>(ICluster cluster)
            where TItem : notnull
        {
            public List<string> Ran { get; } = [];

            [ClusterLock("door", Lease = "30s", Global = true, Purpose = "moving the \"heavy\" ones")]
            public partial IClusterLock Door { get; }

            // The parameter hides the one of the constructor.
            [ClusterLock("open/{cluster}/{day}", Wait = "5s")]
            public partial Task OpenAsync(string? cluster, DayOfWeek day, TItem item, CancellationToken ct = default);

            private Task OpenCoreAsync(CancellationToken ct, TItem item, ClusterLockLease lease)
            {
                Ran.Add($"{item} {lease.FencingToken} {ct.CanBeCanceled}");
                return Task.CompletedTask;
            }

            [ClusterLock("count")]
            public partial ValueTask<ClusterLockResult<int>> CountAsync<T>(params T[] items)
                where T : struct, IComparable<T>;

            private static async ValueTask<int> CountCoreAsync<T>(T[] items)
                where T : struct, IComparable<T>
            {
                await Task.Yield();
                return items.Length;
            }

            [ClusterLock("{{fail}}")]
            public partial Task<string> Fail(int number);

            private Task<string> FailCore(int number) => throw new InvalidOperationException("core " + number);

            public string Node => cluster.ThisNode.Name;
        }

        public sealed class TextVault(ICluster cluster) : Vault<string>(cluster);

        public static class Program
        {
            public static async Task<string> CountAsync(TextVault vault) => (await vault.CountAsync(1, 2, 3)).ToString();
        }
        """;

    [Fact]
    public void Guarded_methods_of_a_generic_class() => Snapshot.Verify(GeneratorTest.Run(Vault), [".Locks.g.cs"]);

    [Fact]
    public async Task A_guarded_method_runs_core_under_the_lock_that_its_parameters_name()
    {
        using var project = GeneratorTest.Run(Vault).Load();
        var stub = new StubCluster();
        dynamic vault = Activator.CreateInstance(project.Type("Acme.TextVault"), stub.Cluster)!;
        using var source = new CancellationTokenSource();

        await vault.OpenAsync("a/b c", DayOfWeek.Friday, "gold", source.Token);
        await vault.OpenAsync(null, DayOfWeek.Monday, "silver", source.Token);

        Assert.Equal(
            [
                "AcquireAsync 00:00:05 open/a%2Fb%20c/Friday", "release open/a%2Fb%20c/Friday",
                "AcquireAsync 00:00:05 open/%/Monday", "release open/%/Monday",
            ],
            stub.Journal);
        Assert.Equal(["gold 7 True", "silver 7 True"], (List<string>)vault.Ran);
    }

    [Fact]
    public async Task A_method_that_returns_a_result_tells_that_the_lock_was_taken()
    {
        using var project = GeneratorTest.Run(Vault).Load();
        var stub = new StubCluster();
        var vault = Activator.CreateInstance(project.Type("Acme.TextVault"), stub.Cluster)!;

        Assert.Contains("Value = 3", await project.CallAsync<string>("Acme.Program", "CountAsync", vault), StringComparison.Ordinal);
        stub.Taken.Add("count");
        var taken = await Assert.ThrowsAsync<InvalidOperationException>(() => project.CallAsync<string>("Acme.Program", "CountAsync", vault));

        Assert.Contains("not acquired", taken.Message, StringComparison.Ordinal);
        Assert.Equal(["TryAcquireAsync count", "release count", "TryAcquireAsync count"], stub.Journal);
    }

    [Fact]
    public async Task What_core_throws_reaches_the_caller_and_the_lock_is_released()
    {
        using var project = GeneratorTest.Run(Vault).Load();
        var stub = new StubCluster();
        dynamic vault = Activator.CreateInstance(project.Type("Acme.TextVault"), stub.Cluster)!;

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () => await vault.Fail(3));

        Assert.Equal("core 3", failure.Message);
        Assert.Equal(["AcquireAsync {fail}", "release {fail}"], stub.Journal);
    }

    [Fact]
    public void A_lock_property_gives_one_lock_with_its_settings()
    {
        using var project = GeneratorTest.Run(Vault).Load();
        var stub = new StubCluster();
        dynamic vault = Activator.CreateInstance(project.Type("Acme.TextVault"), stub.Cluster)!;

        Assert.Same((object)vault.Door, (object)vault.Door);
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.Single(stub.Settings)!.Lease);
        Assert.Equal("door", ((IClusterLock)vault.Door).Name);
    }

    [Fact]
    public void No_two_values_have_one_text()
    {
        var moment = new DateTimeOffset(2026, 11, 22, 21, 0, 0, TimeSpan.Zero);

        Assert.Equal("%", LockName.Escape<string?>(null));
        Assert.Equal("", LockName.Escape(""));
        Assert.Equal("%25", LockName.Escape("%"));
        Assert.Equal("1.5", LockName.Escape(1.5m));
        Assert.NotEqual(LockName.Escape(moment), LockName.Escape(moment.AddTicks(1)));
    }

    [Fact]
    public void A_name_that_became_too_long_is_shortened_without_meeting_another()
    {
        var first = LockName.Fit("rebuild/" + new string('x', 300));
        var second = LockName.Fit("rebuild/" + new string('x', 301));

        Assert.Equal(255, first.Length);
        Assert.StartsWith("rebuild/xxx", first, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
        Assert.Equal("rebuild/x", LockName.Fit("rebuild/x"));
    }
}
