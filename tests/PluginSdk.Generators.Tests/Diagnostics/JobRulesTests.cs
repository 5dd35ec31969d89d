using PluginSdk.Generators.Analyzers;
using PluginSdk.Generators.Scheduling;
using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Diagnostics;

public sealed class JobRulesTests
{
    [Fact]
    public Task PSDK020_a_job_with_no_schedule_or_with_two() => AnalyzerTest.VerifyAsync("""
        public sealed class Service
        {
            [{|PSDK020:PerClusterJob("none")|}]
            public Task NoneAsync() => Task.CompletedTask;

            [{|PSDK020:PerNodeJob("two", Cron = "* * * * *", Every = "1m")|}]
            public Task TwoAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task PSDK021_cron_expressions_that_do_not_parse() => AnalyzerTest.VerifyAsync("""
        public sealed class Service
        {
            [PerClusterJob("few", Cron = {|PSDK021:"0 3 *"|})]
            public Task FewAsync() => Task.CompletedTask;

            [PerClusterJob("late", Cron = {|PSDK021:"0 25 * * *"|})]
            public Task LateAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task PSDK022_intervals_that_do_not_parse() => AnalyzerTest.VerifyAsync("""
        public sealed class Service
        {
            [PerNodeJob("sweep", Every = {|PSDK022:"1h30m"|})]
            public Task SweepAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task PSDK023_time_zones_that_are_not_usable() => AnalyzerTest.VerifyAsync("""
        public sealed class Service
        {
            [PerClusterJob("windows", Cron = "0 3 * * *", TimeZone = {|PSDK023:"W. Europe Standard Time"|})]
            public Task WindowsAsync() => Task.CompletedTask;

            [PerClusterJob("interval", Every = "1h", TimeZone = {|PSDK023:"Europe/Zurich"|})]
            public Task IntervalAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task PSDK024_methods_of_the_wrong_shape() => AnalyzerTest.VerifyAsync("""
        public sealed class Service
        {
            [PerNodeJob("unobserved", Every = "1m")]
            public async void {|PSDK024:Unobserved|}() => await Task.Yield();

            [PerNodeJob("number", Every = "1m")]
            public int {|PSDK024:Number|}() => 1;

            [PerNodeJob("generic", Every = "1m")]
            public Task {|PSDK024:GenericAsync|}<T>() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task PSDK025_two_jobs_of_one_name() => AnalyzerTest.VerifyAsync("""
        public sealed class Service
        {
            [PerNodeJob("sweep", Every = "1m")]
            public Task FirstAsync() => Task.CompletedTask;

            [PerClusterJob({|PSDK025:"sweep"|}, Every = "1m")]
            public Task SecondAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task PSDK026_a_job_that_waits_longer_than_the_lease() => AnalyzerTest.VerifyAsync("""
        public sealed partial class Service(ICluster cluster)
        {
            public ICluster Cluster => cluster;

            [ClusterLock("import", Wait = "16s")]
            public partial Task ImportAsync();

            private Task ImportCoreAsync() => Task.CompletedTask;

            [ClusterLock("export", Wait = "16s", Lease = "1m")]
            public partial Task ExportAsync();

            private Task ExportCoreAsync() => Task.CompletedTask;

            [PerClusterJob("nightly", Cron = "0 3 * * *")]
            public async Task NightlyAsync()
            {
                await {|PSDK026:ImportAsync()|};
                await ExportAsync();
            }

            [PerNodeJob("sweep", Every = "1m")]
            public Task SweepAsync() => ImportAsync();
        }
        """);

    [Fact]
    public void The_default_lease_is_that_of_the_settings() =>
        Assert.Equal(new LockSettings().Lease.TotalMilliseconds, Duration.Parse(JobWaitAnalyzer.DefaultLease)!.Milliseconds);

    [Fact]
    public Task Jobs_of_every_right_shape() => AnalyzerTest.VerifySilentAsync("""
        public interface IStore;

        public static class Statics
        {
            [PerNodeJob("static", Cron = "*/10 * * * * *")]
            internal static void Run(IStore store, JobRun run)
            {
            }
        }

        public sealed class Service
        {
            [PerClusterJob("value", Every = "1d", Misfire = Misfire.RunOnce, Recovery = JobRecovery.RunAgain)]
            public ValueTask ValueAsync(CancellationToken cancellationToken, JobRun run) => default;

            [PerClusterJob("result", Cron = "0 12 L * MON-FRI", TimeZone = "America/Argentina/Buenos_Aires")]
            [Obsolete("still scheduled")]
            public async Task<int> ResultAsync()
            {
                await Task.Yield();
                return 1;
            }
        }
        """);
}
