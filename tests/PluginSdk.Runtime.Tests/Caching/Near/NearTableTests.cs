using PluginSdk.Runtime.Caching;

namespace PluginSdk.Runtime.Tests.Caching.Near;

public sealed class NearTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_order_of_operations_leaves_what_a_dictionary_has(int seed)
    {
        var random = new Random(seed);
        var table = new NearTable<int, string>();
        var model = new Dictionary<int, NearEntry<int, string>>();
        for (var i = 0; i < 20_000; i++)
        {
            var key = random.Next(300);
            switch (random.Next(200))
            {
                case 0:
                    table.Clear();
                    model.Clear();
                    break;
                case < 100:
                    var entry = Entry(key);
                    Assert.Same(model.GetValueOrDefault(key), table.Set(entry));
                    model[key] = entry;
                    break;
                default:
                    Assert.Equal(model.Remove(key, out var expected), table.Remove(key, out var removed));
                    Assert.Same(expected, removed);
                    break;
            }

            Assert.Equal(model.Count, table.Count);
            var asked = random.Next(300);
            Assert.Equal(model.TryGetValue(asked, out var known), table.TryGet(asked, out var found));
            Assert.Same(known, found);
        }

        Assert.Equal(model.Values.OrderBy(entry => entry.Key), table.Snapshot().OrderBy(entry => entry.Key));
    }

    [Fact]
    public void Keys_that_only_their_equality_knows_are_told_apart()
    {
        var table = new NearTable<SameHash, string>();
        foreach (var number in Enumerable.Range(0, 100))
            table.Set(Entry(new SameHash(number)));
        foreach (var number in Enumerable.Range(0, 100))
        {
            Assert.True(table.TryGet(new SameHash(number), out var entry));
            Assert.Equal(number, entry.Key.Number);
        }

        Assert.False(table.TryGet(new SameHash(100), out _));
    }

    [Fact]
    public void Text_is_compared_by_what_it_says()
    {
        var table = new NearTable<string, string>();
        for (var length = 0; length < 40; length++)
            table.Set(Entry(new string('x', length)));
        for (var length = 0; length < 40; length++)
        {
            Assert.True(table.TryGet(new string('x', length), out var entry));
            Assert.Equal(length, entry.Key.Length);
        }

        Assert.False(table.TryGet(new string('y', 7), out _));
    }

    [Fact]
    public async Task Readers_find_what_stays_while_a_writer_changes_everything_else()
    {
        const int Staying = 64, Rounds = 200_000;
        var table = new NearTable<int, string>();
        var staying = Enumerable.Range(0, Staying).Select(Entry).ToArray();
        foreach (var entry in staying)
            table.Set(entry);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var missed = 0;
            for (var key = 0; !done.IsCancellationRequested; key = (key + 1) % Staying)
            {
                if (!table.TryGet(key, out var entry) || !ReferenceEquals(entry, staying[key]))
                    missed++;
            }

            return missed;
        })).ToArray();

        // Grows, shrinks, leaves marks and takes them: the table is built anew many times.
        for (var round = 0; round < Rounds; round++)
        {
            table.Set(Entry(Staying + round));
            if (round >= 100)
                table.Remove(Staying + round - 100, out _);
        }

        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), missed => Assert.Equal(0, missed));
        Assert.Equal(Staying + 100, table.Count);
    }

    private static NearEntry<TKey, string> Entry<TKey>(TKey key) => new(key, "") { LoadedAt = 0, HardExpiresAt = long.MaxValue };

    private sealed record SameHash(int Number)
    {
        public override int GetHashCode() => 7;
    }
}
