using System.Globalization;
using System.Text.RegularExpressions;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Log;

/// <summary>What a Redis server can do to a log. Each test harms a server of its own.</summary>
public sealed partial class RedisLogFaultTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_arrive_once_and_in_order_while_connections_are_killed()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var engines = new List<IClusterEngine>();
        for (var node = 0; node < 3; node++)
            engines.Add(await cluster.ConnectAsync());
        await using var reader = engines[0].Log.OpenReader(await engines[0].Log.GetTailAsync(Cancelled));

        var killing = KillConnectionsAsync(server, rounds: 12);
        var publishing = Enumerable.Range(0, 6).Select(publisher => AppendUntilAsync(killing, engines[publisher % 3], $"p{publisher}")).ToArray();
        var reading = TakeUntilAsync(reader, "the end");
        var published = await Task.WhenAll(publishing);
        await AppendThroughFaultsAsync(engines[0], new LogAppend(new AppendId("end", 1), "the end", default));
        var seen = await reading;

        Assert.Equal(Enumerable.Range(1, seen.Count).Select(n => (long)n), seen.Select(entry => entry.Position.Sequence));
        for (var publisher = 0; publisher < published.Length; publisher++)
        {
            Assert.Equal(
                Enumerable.Range(1, published[publisher].Appended).Select(n => (long)n),
                seen.Where(entry => entry.Id.Publisher == $"p{publisher}").Select(entry => entry.Id.Number));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{seen.Count} entries, {published.Sum(p => p.Threw)} appends that threw and were repeated");
        Assert.True(published.Sum(p => p.Threw) > 0, "no connection broke while something was appended; the attack attacked nothing");
    }

    [Fact]
    public async Task A_reader_that_keeps_up_reads_nothing_back()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var engine = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));
        await LogConformance.ConfirmAsync(reader, cluster.Time.GetTimestamp());

        for (var number = 1; number <= 200; number++)
        {
            await engine.Log.AppendAsync(LogConformance.Append("p", number), Cancelled);
            await LogConformance.TakeAsync(reader, 1);
        }

        var statistics = (string)(await server.ExecuteAsync("INFO", "commandstats"))!;
        var readBack = ReadBack().Match(statistics);
        // A confirmation that crosses an announcement may read it back.
        Assert.InRange(readBack.Success ? int.Parse(readBack.Groups[1].Value, CultureInfo.InvariantCulture) : 0, 0, 20);
    }

    [Fact]
    public async Task After_FLUSHALL_a_reader_is_told_Resync_once_and_goes_on()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var engine = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));
        await engine.Log.AppendAsync(LogConformance.Append("p", 1), Cancelled);
        await LogConformance.TakeAsync(reader, 1);

        await server.ExecuteAsync("FLUSHALL");

        Assert.True((await ReadThroughFaultsAsync(reader)).Resync);
        await engine.Log.AppendAsync(LogConformance.Append("p", 2), Cancelled);
        Assert.Equal("p 2", LogConformance.Text((await LogConformance.TakeAsync(reader, 1))[0]));
    }

    [Fact]
    public async Task A_reader_of_an_empty_log_that_was_wiped_is_told_Resync_although_the_first_entry_would_fit()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var engine = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));

        await server.ExecuteAsync("FLUSHALL");
        await engine.Log.AppendAsync(LogConformance.Append("p", 1), Cancelled);

        Assert.True((await ReadThroughFaultsAsync(reader)).Resync);
    }

    [Fact]
    public async Task A_server_that_restarts_empty_and_counts_to_the_same_number_is_found_out()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var engine = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));
        for (var number = 1; number <= 5; number++)
            await engine.Log.AppendAsync(LogConformance.Append("p", number), Cancelled);
        await LogConformance.TakeAsync(reader, 5);

        await server.RestartAsync();
        // A publisher of its own, so that the reader hears of it only through the log.
        var other = await cluster.ConnectAsync();
        for (var number = 1; number <= 6; number++)
            await AppendThroughFaultsAsync(other, LogConformance.Append("q", number));

        Assert.True((await ReadThroughFaultsAsync(reader)).Resync);
        Assert.Equal(6, reader.Position.Sequence);
        await other.Log.AppendAsync(LogConformance.Append("q", 7), Cancelled);
        Assert.Equal("q 7", LogConformance.Text((await LogConformance.TakeAsync(reader, 1))[0]));
    }

    [Fact]
    public async Task A_server_that_kept_its_data_through_a_restart_loses_nothing()
    {
        await using var server = await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "always");
        await using var cluster = server.CreateCluster();
        var engine = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));
        for (var number = 1; number <= 5; number++)
            await engine.Log.AppendAsync(LogConformance.Append("p", number), Cancelled);
        await LogConformance.TakeAsync(reader, 5);
        await engine.Log.AppendAsync(LogConformance.Append("p", 6), Cancelled);

        await server.RestartAsync();
        // The answer of the first may have been lost with the server: it is known.
        await AppendThroughFaultsAsync(engine, LogConformance.Append("p", 6));
        await AppendThroughFaultsAsync(engine, LogConformance.Append("p", 7));

        Assert.Equal(["p 6", "p 7"], (await TakeThroughFaultsAsync(reader, 2)).Select(LogConformance.Text));
    }

    [Fact]
    public async Task Entries_that_a_failover_lost_are_noticed_although_others_took_their_numbers()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var engine = await cluster.ConnectAsync();
        var positions = new List<LogPosition>();
        for (var number = 1; number <= 5; number++)
            positions.Add(await engine.Log.AppendAsync(LogConformance.Append("p", number), Cancelled));
        await using var upToDate = engine.Log.OpenReader(positions[4]);
        await using var behind = engine.Log.OpenReader(positions[2]);

        // What a promoted replica has that had received three of five entries.
        var prefix = $"psdk:{{{cluster.Name}}}:log";
        await server.ExecuteAsync("XDEL", $"{prefix}:stream", Format(positions[3]), Format(positions[4]));
        await server.ExecuteAsync("XSETID", $"{prefix}:stream", Format(positions[2]));
        await server.ExecuteAsync("HSET", prefix, "seq", "3", "stamp", $"{positions[2].Stamp}");
        for (var number = 1; number <= 3; number++)
            await engine.Log.AppendAsync(LogConformance.Append("q", number), Cancelled);

        Assert.True((await ReadThroughFaultsAsync(upToDate)).Resync);
        Assert.Equal(["q 1", "q 2", "q 3"], (await LogConformance.TakeAsync(behind, 3)).Select(LogConformance.Text));
    }

    [Fact]
    public async Task Without_a_server_asking_fails_in_the_engines_terms_and_goes_on_when_it_is_back()
    {
        await using var server = await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "always");
        await using var cluster = server.CreateCluster();
        var engine = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));
        await LogConformance.ConfirmAsync(reader, cluster.Time.GetTimestamp());

        server.Kill();
        var died = cluster.Time.GetTimestamp();
        await Assert.ThrowsAsync<EngineUnavailableException>(async () =>
        {
            while (true)
                await reader.ReadAsync(Cancelled);
        });
        await Assert.ThrowsAsync<EngineUnavailableException>(async () => await engine.Log.AppendAsync(LogConformance.Append("p", 1), Cancelled));
        Assert.True(reader.ConfirmedAt < died, "a dead server confirmed something");

        await server.RestartAsync();
        await AppendThroughFaultsAsync(engine, LogConformance.Append("p", 1));
        Assert.Equal("p 1", LogConformance.Text((await TakeThroughFaultsAsync(reader, 1))[0]));
    }

    [Fact]
    public async Task A_server_without_memory_refuses_in_the_engines_terms_and_nothing_is_half_done()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var engine = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));
        await engine.Log.AppendAsync(LogConformance.Append("p", 1), Cancelled);

        await server.ExecuteAsync("CONFIG", "SET", "maxmemory", "1");
        await Assert.ThrowsAsync<EngineUnavailableException>(async () => await engine.Log.AppendAsync(LogConformance.Append("p", 2), Cancelled));
        await server.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        await engine.Log.AppendAsync(LogConformance.Append("p", 2), Cancelled);

        Assert.Equal(["p 1", "p 2"], (await LogConformance.TakeAsync(reader, 2)).Select(LogConformance.Text));
    }

    [Fact]
    public async Task A_server_that_cannot_announce_is_refused_when_connecting()
    {
        await using var server = await RedisServer.StartAsync("--rename-command", "SPUBLISH", "");
        await using var cluster = server.CreateCluster();

        var refused = await Assert.ThrowsAsync<NotSupportedException>(async () => await cluster.ConnectAsync());

        Assert.Contains("Redis 7 or newer", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_that_the_server_forgot_are_sent_again()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var engine = await cluster.ConnectAsync();
        await engine.Log.AppendAsync(LogConformance.Append("p", 1), Cancelled);
        await server.ExecuteAsync("SCRIPT", "FLUSH");

        Assert.Equal(2, (await engine.Log.AppendAsync(LogConformance.Append("p", 2), Cancelled)).Sequence);
    }

    [Fact]
    public async Task Announcements_that_are_not_ours_are_passed_over()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var engine = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));
        await LogConformance.ConfirmAsync(reader, cluster.Time.GetTimestamp());

        foreach (var noise in new[] { "", "hello", "1-2 3 4 5\n", "99-1 1 9999999999 1\nabc", "-5--5 1 1 1\nab", "1-1 0 2 2\n" })
            await server.ExecuteAsync("SPUBLISH", $"psdk:{{{cluster.Name}}}:log", noise);
        await engine.Log.AppendAsync(LogConformance.Append("p", 1), Cancelled);

        Assert.Equal("p 1", LogConformance.Text((await LogConformance.TakeAsync(reader, 1))[0]));
    }

    [Fact]
    public async Task What_is_older_than_two_retentions_is_dropped_from_the_server()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster(TimeSpan.FromMilliseconds(50));
        var engine = await cluster.ConnectAsync();
        var number = 0L;
        for (; number < 500; number++)
            await engine.Log.AppendAsync(LogConformance.Append("p", number), Cancelled);

        var prefix = $"psdk:{{{cluster.Name}}}:log";
        await Eventually.BecomesTrueAsync(async () =>
        {
            await engine.Log.AppendAsync(LogConformance.Append("p", ++number), Cancelled);
            var left = (long)await server.ExecuteAsync("XLEN", $"{prefix}:stream")
                + (long)await server.ExecuteAsync("HLEN", $"{prefix}:ids") + (long)await server.ExecuteAsync("HLEN", $"{prefix}:ids-before");
            return left < 100;
        }, "the first 500 entries and their ids are gone");
    }

    private static string Format(LogPosition position) => $"{position.Sequence}-{position.Stamp}";

    private static async Task KillConnectionsAsync(RedisServer server, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancelled);
            await server.ExecuteAsync("CLIENT", "KILL", "TYPE", round % 3 == 0 ? "pubsub" : "normal");
        }
    }

    private static async Task<(int Appended, int Threw)> AppendUntilAsync(Task end, IClusterEngine engine, string publisher)
    {
        var (appended, threw) = (0, 0);
        while (!end.IsCompleted)
            threw += await AppendThroughFaultsAsync(engine, LogConformance.Append(publisher, ++appended));
        await end;
        return (appended, threw);
    }

    private static async Task<List<LogEntry>> TakeUntilAsync(ILogReader reader, string topic)
    {
        var entries = new List<LogEntry>();
        while (entries.Count == 0 || entries[^1].Topic != topic)
            entries.AddRange(await TakeThroughFaultsAsync(reader, 1));
        return entries;
    }

    private static async Task<int> AppendThroughFaultsAsync(IClusterEngine engine, LogAppend append)
    {
        for (var threw = 0; ; threw++)
        {
            try
            {
                await engine.Log.AppendAsync(append, Cancelled);
                return threw;
            }
            catch (EngineUnavailableException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancelled);
            }
        }
    }

    private static async Task<List<LogEntry>> TakeThroughFaultsAsync(ILogReader reader, int count)
    {
        var entries = new List<LogEntry>();
        while (entries.Count < count)
        {
            var read = await ReadThroughFaultsAsync(reader);
            Assert.False(read.Resync);
            entries.AddRange(read.Entries);
        }

        return entries;
    }

    private static async Task<LogRead> ReadThroughFaultsAsync(ILogReader reader)
    {
        while (true)
        {
            try
            {
                var read = await reader.ReadAsync(Cancelled);
                if (read.Resync || read.Entries.Count > 0)
                    return read;
            }
            catch (EngineUnavailableException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancelled);
            }
        }
    }

    [GeneratedRegex(@"cmdstat_xrange:calls=(\d+)")]
    private static partial Regex ReadBack();
}
