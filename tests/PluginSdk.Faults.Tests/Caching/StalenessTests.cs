using System.Diagnostics;
using System.Globalization;
using PluginSdk.Faults.Tests.Processes;

namespace PluginSdk.Faults.Tests.Caching;

/// <summary>
/// One process reads a key without pause, another changes it. Every read is held against the bound: none that began later
/// than that after a removal had returned may yield what was before.
/// </summary>
public sealed class StalenessTests : FaultTest
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMilliseconds(500);

    /// <summary>Each new value, and when the removal of the one before it had returned.</summary>
    private readonly List<(long Value, long At)> _changes = [];

    [Fact]
    public async Task A_reader_that_is_stopped_past_the_bound_reads_nothing_old_when_it_resumes()
    {
        await using var reader = await StartWorkerAsync("node-1");
        await using var writer = await StartWorkerAsync("node-2");
        for (var trial = 0; trial < Trials.Count * 2; trial++)
        {
            var key = NewName();
            await AssertNoneIsStaleAsync(reader, writer, key, async () =>
            {
                await DelayAsync(TimeSpan.FromMilliseconds(50 + (trial * 3)));
                reader.Pause();
                await ChangeAsync(writer, key);
                await DelayAsync(s_bound * 1.5);
                reader.Resume();
            });
        }
    }

    [Fact]
    public async Task A_reader_that_is_blackholed_reads_nothing_old_past_the_bound()
    {
        var network = StartProxy();
        await using var reader = await StartWorkerAsync("node-1", $"{network.Endpoint},connectTimeout=1000,abortConnect=false");
        await using var writer = await StartWorkerAsync("node-2");
        for (var trial = 0; trial < Trials.Count; trial++)
        {
            var key = NewName();
            await AssertNoneIsStaleAsync(reader, writer, key, async () =>
            {
                network.Blackhole();
                await ChangeAsync(writer, key);
                await DelayAsync(s_bound * 2);
                await ChangeAsync(writer, key);
                network.Heal();
                await DelayAsync(s_bound * 2);
            });
        }
    }

    [Fact]
    public async Task A_reader_whose_connections_are_killed_reads_nothing_old_past_the_bound()
    {
        await using var reader = await StartWorkerAsync("node-1");
        await using var writer = await StartWorkerAsync("node-2");
        var key = NewName();
        await AssertNoneIsStaleAsync(reader, writer, key, async () =>
        {
            for (var i = 0; i < 5 * Trials.Count; i++)
            {
                await Server.ExecuteAsync("CLIENT", "KILL", "TYPE", i % 2 == 0 ? "pubsub" : "normal", "SKIPME", "yes");
                await ChangeAsync(writer, key);
                await DelayAsync(TimeSpan.FromMilliseconds(40));
            }

            await DelayAsync(s_bound * 2);
        });
    }

    [Fact]
    public async Task A_stampede_of_processes_calls_the_loader_once()
    {
        const int Callers = 250;
        var workers = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => StartWorkerAsync($"node-{i}")));
        for (var trial = 0; trial < Trials.Count; trial++)
        {
            var key = NewName();
            var asking = workers.Select(worker => (Worker: worker, Id: worker.Send("stampede", key, Callers, 50))).ToArray();
            var loads = 0L;
            foreach (var (worker, id) in asking)
            {
                var answer = await worker.HearsAsync("stampeded", id);
                loads += answer.Number(0);
                Assert.Equal(["1"], answer.More[1..]);
            }

            Assert.Equal(1, loads);
        }
    }

    /// <summary>Watches a key while it is changed, and once more afterwards.</summary>
    private async Task AssertNoneIsStaleAsync(WorkerProcess reader, WorkerProcess writer, string key, Func<Task> attackAsync)
    {
        await ChangeAsync(writer, key);
        _changes.Clear();
        var watch = reader.Send("watch", key, s_bound.TotalMilliseconds);
        await reader.HearsAsync("watching", watch);
        await DelayAsync(TimeSpan.FromMilliseconds(100));
        await attackAsync();
        await ChangeAsync(writer, key);
        await DelayAsync(s_bound * 1.5);
        reader.SendAs(watch, "stop-watching");
        var watched = await reader.HearsAsync("watched", watch);

        var lastReads = watched.More.Select(read => read.Split(':')).ToDictionary(pair => long.Parse(pair[0], CultureInfo.InvariantCulture), pair => long.Parse(pair[1], CultureInfo.InvariantCulture));
        Assert.Contains(_changes[^1].Value, lastReads.Keys);
        foreach (var (value, lastRead) in lastReads)
        {
            if (_changes.Find(change => change.Value > value) is { Value: > 0 } overtook)
                Assert.True(lastRead <= overtook.At + (s_bound.TotalSeconds * Stopwatch.Frequency), $"{value} was read {Stopwatch.GetElapsedTime(overtook.At, lastRead)} after it had been removed");
        }
    }

    private async Task ChangeAsync(WorkerProcess writer, string key)
    {
        var changed = await writer.HearsAsync("changed", writer.Send("change", key, s_bound.TotalMilliseconds));
        _changes.Add((changed.Number(0), changed.At));
    }
}
