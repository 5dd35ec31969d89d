using System.Collections;
using System.Collections.Concurrent;

namespace PluginSdk.Wire.Tests;

/// <summary>Collections that are a view of something which other threads change while it is written.</summary>
public sealed class LiveCollectionTests
{
    /// <summary>Says one count, and then has another number of elements, as a view of a live queue does at any time.</summary>
    private sealed class View<T>(int count, IEnumerable<T> items) : IReadOnlyCollection<T>
    {
        public int Count => count;

        public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class MapView(int count, IReadOnlyDictionary<int, int> pairs) : IReadOnlyDictionary<int, int>
    {
        public int Count => count;

        public IEnumerable<int> Keys => pairs.Keys;

        public IEnumerable<int> Values => pairs.Values;

        public int this[int key] => pairs[key];

        public bool ContainsKey(int key) => pairs.ContainsKey(key);

        public bool TryGetValue(int key, out int value) => pairs.TryGetValue(key, out value);

        public IEnumerator<KeyValuePair<int, int>> GetEnumerator() => pairs.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(100)]
    public void As_many_elements_are_written_as_are_announced(int claimed)
    {
        var codec = WireCodecs.IReadOnlyCollection(WireCodecs.Int32);
        var bytes = WireSerializer.Serialize(codec, new View<int>(claimed, [1, 2, 3]));
        Assert.Equal([1, 2, 3], WireSerializer.Deserialize(codec, bytes));

        var map = WireCodecs.IReadOnlyDictionary(WireCodecs.Int32, WireCodecs.Int32);
        var pairs = WireSerializer.Serialize(map, new MapView(claimed, new Dictionary<int, int> { [1] = 2, [3] = 4 }));
        Assert.Equal(2, WireSerializer.Deserialize(map, pairs).Count);
    }

    [Fact]
    public void A_queue_that_others_fill_is_written_as_it_was_at_some_time()
    {
        var queue = new ConcurrentQueue<int>();
        var codec = WireCodecs.IReadOnlyCollection(WireCodecs.Int32);
        using var stop = new CancellationTokenSource();
        var filler = new Thread(() =>
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                queue.Enqueue(number);
                if (queue.Count > 100)
                    queue.TryDequeue(out _);
            }
        });
        filler.Start();
        try
        {
            for (var round = 0; round < 2_000; round++)
                WireSerializer.Deserialize(codec, WireSerializer.Serialize(codec, queue));
        }
        finally
        {
            stop.Cancel();
            filler.Join();
        }
    }
}
