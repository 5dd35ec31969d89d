using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Log;

public abstract partial class LogConformance
{
    private static readonly TimeSpan s_shortRetention = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_place_that_was_never_in_the_log_is_told_Resync_and_goes_on_after_the_newest_entry()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var engine = await cluster.ConnectAsync();
        var first = await engine.Log.AppendAsync(Append("a", 1), Cancelled);
        var tail = await engine.Log.AppendAsync(Append("a", 2), Cancelled);

        foreach (var place in new LogPosition[] { new(1, first.Stamp ^ 1), new(2, tail.Stamp ^ 1), new(3, tail.Stamp), new(0, tail.Stamp) })
        {
            await using var reader = engine.Log.OpenReader(place);
            var read = await reader.ReadAsync(Cancelled);
            Assert.True(read.Resync, $"{place} is not in a log that ends at {tail}");
            Assert.Empty(read.Entries);
            Assert.Equal(tail, reader.Position);

            await ConfirmAsync(reader, cluster.Time.GetTimestamp());
            Assert.Equal(tail, reader.Position);
        }
    }

    [Fact]
    public async Task A_reader_that_was_away_for_longer_than_the_retention_is_told_Resync()
    {
        await using var cluster = await fixture.CreateClusterAsync(s_shortRetention);
        var engine = await cluster.ConnectAsync();
        await using var away = engine.Log.OpenReader(await engine.Log.AppendAsync(Append("a", 1), Cancelled));
        var number = 1L;
        await Eventually.BecomesTrueAsync(async () =>
        {
            await engine.Log.AppendAsync(Append("a", ++number), Cancelled);
            await using var probe = engine.Log.OpenReader(LogPosition.Start);
            return (await probe.ReadAsync(Cancelled)).Resync;
        }, "the first entry is trimmed");
        // Whatever was trimmed, the first entry's successors stay for the retention, and the newest stays for ever.
        var tail = await engine.Log.GetTailAsync(Cancelled);
        await Eventually.BecomesTrueAsync(async () =>
        {
            await engine.Log.AppendAsync(Append("a", ++number), Cancelled);
            await using var probe = engine.Log.OpenReader(tail);
            return (await probe.ReadAsync(Cancelled)).Resync;
        }, "a later entry is trimmed too");

        var read = await away.ReadAsync(Cancelled);

        Assert.True(read.Resync);
        Assert.Equal(await engine.Log.GetTailAsync(Cancelled), away.Position);
        await engine.Log.AppendAsync(Append("b", 1), Cancelled);
        Assert.Equal("b 1", Text((await TakeAsync(away, 1))[0]));
    }

    [Fact]
    public async Task A_reader_that_is_up_to_date_is_never_told_Resync_however_long_nothing_happens()
    {
        await using var cluster = await fixture.CreateClusterAsync(s_shortRetention);
        var engine = await cluster.ConnectAsync();
        await using var reader = engine.Log.OpenReader(await engine.Log.GetTailAsync(Cancelled));
        for (var number = 1; number <= 3; number++)
        {
            await engine.Log.AppendAsync(Append("a", number), Cancelled);
            Assert.Equal($"a {number}", Text((await TakeAsync(reader, 1))[0]));
            // Confirmations come every 500 ms, so several retentions pass.
            await ConfirmAsync(reader, cluster.Time.GetTimestamp());
        }
    }

    [Fact]
    public async Task An_id_is_still_known_after_many_others()
    {
        var retention = TimeSpan.FromMinutes(1);
        await using var cluster = await fixture.CreateClusterAsync(retention);
        var engine = await cluster.ConnectAsync();
        var first = await engine.Log.AppendAsync(Append("a", 1), Cancelled);
        for (var number = 2; number <= 300; number++)
            await engine.Log.AppendAsync(Append("a", number), Cancelled);

        Assert.Equal(first, await engine.Log.AppendAsync(Append("a", 1), Cancelled));
        Assert.Equal(300, (await engine.Log.GetTailAsync(Cancelled)).Sequence);
    }
}
