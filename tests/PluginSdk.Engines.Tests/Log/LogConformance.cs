using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Log;

/// <summary>What every engine's log promises.</summary>
public abstract partial class LogConformance(EngineFixture fixture)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_come_in_order_without_gaps_and_as_they_were_appended()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var engine = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));

        var positions = new List<LogPosition>();
        for (var number = 1; number <= 20; number++)
            positions.Add(await engine.Log.AppendAsync(Append("a", number, $"topic/{number}"), Cancelled));
        var entries = await TakeAsync(reader, 20);

        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), entries.Select(entry => entry.Position.Sequence));
        Assert.Equal(positions, entries.Select(entry => entry.Position));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => new AppendId("a", n)), entries.Select(entry => entry.Id));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"topic/{n}"), entries.Select(entry => entry.Topic));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"a {n}"), entries.Select(Text));
        Assert.Equal(positions[^1], reader.Position);
    }

    [Fact]
    public async Task Bytes_of_every_kind_and_no_bytes_arrive_unchanged()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var engine = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));
        byte[] everyByte = [.. Enumerable.Range(0, 256).Select(static b => (byte)b)];
        var large = new byte[300_000];
        Array.Fill(large, (byte)0xff);

        await engine.Log.AppendAsync(new LogAppend(new AppendId("publisher with spaces\nand lines", 1), "topic ü\n/x", everyByte), Cancelled);
        await engine.Log.AppendAsync(new LogAppend(new AppendId("b", 1), "empty", ReadOnlyMemory<byte>.Empty), Cancelled);
        await engine.Log.AppendAsync(new LogAppend(new AppendId("b", 2), "large", large), Cancelled);
        var entries = await TakeAsync(reader, 3);

        Assert.Equal(new AppendId("publisher with spaces\nand lines", 1), entries[0].Id);
        Assert.Equal("topic ü\n/x", entries[0].Topic);
        Assert.Equal(everyByte, entries[0].Payload.ToArray());
        Assert.Equal(0, entries[1].Payload.Length);
        Assert.Equal(large, entries[2].Payload.ToArray());
    }

    [Fact]
    public async Task The_same_id_is_appended_once_and_keeps_its_place()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var engine = await cluster.ConnectAsync();
        var other = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));

        var first = await engine.Log.AppendAsync(Append("a", 1), Cancelled);
        var second = await engine.Log.AppendAsync(Append("a", 2), Cancelled);
        var again = await other.Log.AppendAsync(Append("a", 1), Cancelled);
        var marker = await engine.Log.AppendAsync(Append("b", 1), Cancelled);

        Assert.Equal(first, again);
        Assert.Equal([first, second, marker], (await TakeAsync(reader, 3)).Select(entry => entry.Position));
        Assert.Equal(marker, await other.Log.GetTailAsync(Cancelled));
    }

    [Fact]
    public async Task Appends_from_everywhere_at_once_are_seen_by_all_readers_in_one_order()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        const int publishers = 4, each = 100;
        var engines = new List<IClusterEngine>();
        var readers = new List<ILogReader>();
        for (var i = 0; i < publishers; i++)
        {
            engines.Add(await cluster.ConnectAsync());
            readers.Add(engines[i].Log.OpenReader(await engines[i].Log.GetTailAsync(Cancelled)));
        }

        var appending = engines.Select(async (engine, publisher) =>
        {
            for (var number = 1; number <= each; number++)
                await engine.Log.AppendAsync(Append($"p{publisher}", number), Cancelled);
        });
        var reading = readers.Select(reader => TakeAsync(reader, publishers * each)).ToArray();
        await Task.WhenAll(appending);
        var seen = await Task.WhenAll(reading);

        Assert.Equal(Enumerable.Range(1, publishers * each).Select(n => (long)n), seen[0].Select(entry => entry.Position.Sequence));
        foreach (var entries in seen[1..])
            Assert.Equal(seen[0].Select(entry => (entry.Position, entry.Id)), entries.Select(entry => (entry.Position, entry.Id)));
        foreach (var byPublisher in seen[0].GroupBy(entry => entry.Id.Publisher))
            Assert.Equal(Enumerable.Range(1, each).Select(n => (long)n), byPublisher.Select(entry => entry.Id.Number));
        foreach (var reader in readers)
            await reader.DisposeAsync();
    }

    [Fact]
    public async Task A_reader_goes_on_where_another_stopped()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var engine = await cluster.ConnectAsync();
        LogPosition place;
        await using (var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled)))
        {
            await engine.Log.AppendAsync(Append("a", 1), Cancelled);
            Assert.Equal("a 1", Text((await TakeAsync(reader, 1))[0]));
            place = reader.Position;
        }

        await engine.Log.AppendAsync(Append("a", 2), Cancelled);
        await engine.Log.AppendAsync(Append("a", 3), Cancelled);
        var other = await cluster.ConnectAsync();
        await using var next = other.Log.OpenReader(place);

        Assert.Equal(["a 2", "a 3"], (await TakeAsync(next, 2)).Select(Text));
    }

    [Fact]
    public async Task A_reader_from_the_start_sees_everything()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var engine = await cluster.ConnectAsync();
        for (var number = 1; number <= 700; number++)
            await engine.Log.AppendAsync(Append("a", number), Cancelled);

        await using var reader = engine.Log.OpenReader(LogPosition.Start);

        Assert.Equal(Enumerable.Range(1, 700).Select(n => $"a {n}"), (await TakeAsync(reader, 700)).Select(Text));
    }

    [Fact]
    public async Task A_reader_without_a_place_starts_after_the_newest_entry()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var engine = await cluster.ConnectAsync();
        await engine.Log.AppendAsync(Append("a", 1), Cancelled);
        await using var reader = engine.Log.OpenReader(null);
        await ConfirmAsync(reader, cluster.Time.GetTimestamp());

        await engine.Log.AppendAsync(Append("a", 2), Cancelled);

        Assert.Equal("a 2", Text((await TakeAsync(reader, 1))[0]));
    }

    [Fact]
    public async Task Confirmation_moves_while_nothing_arrives_and_says_when_it_was_asked_for()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var engine = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));
        Assert.Equal(0, reader.ConfirmedAt);

        for (var round = 0; round < 3; round++)
        {
            var start = cluster.Time.GetTimestamp();
            await ConfirmAsync(reader, start);
            Assert.InRange(reader.ConfirmedAt, start + 1, cluster.Time.GetTimestamp());
        }
    }

    [Fact]
    public async Task An_entry_is_not_confirmed_before_the_caller_came_back_for_more()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var engine = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));
        await ConfirmAsync(reader, cluster.Time.GetTimestamp());

        for (var number = 1; number <= 50; number++)
        {
            await engine.Log.AppendAsync(Append("a", number), Cancelled);
            var appended = cluster.Time.GetTimestamp();
            while ((await reader.ReadAsync(Cancelled)).Entries.Count == 0)
                Assert.True(reader.ConfirmedAt < appended, "the log confirmed that an entry was handed out, which it was not");
            Assert.True(reader.ConfirmedAt < appended, "the entry was confirmed while the caller still has it in hand");
        }
    }

    [Fact]
    public async Task A_reading_that_was_cancelled_loses_nothing()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var engine = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));
        var seen = new List<string>();
        for (var number = 1; number <= 20; number++)
        {
            using var cancel = new CancellationTokenSource();
            var reading = reader.ReadAsync(cancel.Token);
            await engine.Log.AppendAsync(Append("a", number), Cancelled);
            await cancel.CancelAsync();
            try
            {
                seen.AddRange((await reading).Entries.Select(Text));
            }
            catch (OperationCanceledException)
            {
            }
        }

        seen.AddRange((await TakeAsync(reader, 20 - seen.Count)).Select(Text));

        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"a {n}"), seen);
    }
}
