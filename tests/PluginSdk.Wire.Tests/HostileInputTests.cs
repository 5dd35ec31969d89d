using PluginSdk.Wire.Tests.Types;

namespace PluginSdk.Wire.Tests;

/// <summary>Bytes that somebody made up to do harm.</summary>
public sealed class HostileInputTests
{
    [Fact]
    public void Nesting_deeper_than_the_limit_is_refused_and_up_to_it_accepted()
    {
        Assert.NotNull(WireSerializer.Deserialize<Tree>(Siblings(WireWriter.MaxDepth)));
        Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize<Tree>(Siblings(WireWriter.MaxDepth + 1)));
        Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize<Tree>(Siblings(1_000_000)));
    }

    [Fact]
    public void Unknown_data_of_any_depth_is_skipped_without_a_stack()
    {
        const int depth = 1_000_000;
        byte[] bytes = [0x81, 0xa1, (byte)'?', .. Enumerable.Repeat((byte)0x91, depth), 0xc0];
        Assert.Equal(default, WireSerializer.Deserialize<Point>(bytes));
    }

    [Fact]
    public void An_object_that_contains_itself_is_refused_when_written()
    {
        var tree = new Tree();
        tree.Sibling = tree;
        Assert.Throws<WireFormatException>(() => WireSerializer.Serialize(tree));
    }

    [Theory]
    [InlineData(new byte[] { 0xdd, 0x7f, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0xdd, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0xdc, 0xff, 0xff, 1 })]
    [InlineData(new byte[] { 0xdf, 0x7f, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0xdf, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0xdb, 0x7f, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0xdb, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0xc6, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0xc9, 0xff, 0xff, 0xff, 0xff, 1 })]
    public void A_length_that_is_a_lie_allocates_nothing(byte[] bytes)
    {
        Refuse(WireCodecs.Array(WireCodecs.Guid), bytes);
        Refuse(WireCodecs.List(WireCodecs.String), bytes);
        Refuse(WireCodecs.Dictionary(WireCodecs.Int32, WireCodecs.Int32), bytes);
        Refuse(WireCodecs.String, bytes);
        Refuse(WireCodecs.Binary, bytes);
        Refuse(WireCodecs.BigInteger, bytes);
        Refuse(Types.Generated.PointCodec.Instance, bytes);
        Refuse(Types.Generated.PointCodec.Instance, [0x81, 0xa1, (byte)'?', .. bytes]);
    }

    private static void Refuse<T>(IWireCodec<T> codec, byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize(codec, bytes));

        // The exception, its message and the closure; a believed length would be 65,535 elements at least.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32_000);
    }

    [Fact]
    public void A_collection_grows_with_what_arrives_and_not_with_what_is_declared()
    {
        // 100,000 bytes of nil pass for as many elements; the next one is no string.
        byte[] bytes = [0xdd, 0, 1, 0x86, 0xa1, 0xc3, .. new byte[100_000]];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize(WireCodecs.Array(WireCodecs.String), bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32_000);
    }

    [Fact]
    public void Integers_that_collide_by_design_do_not_slow_a_dictionary_down()
    {
        // Every key falls into one bucket of a dictionary of that capacity with the default comparer.
        const int count = 20_000;
        const int prime = 22_229;
        var pairs = Enumerable.Range(0, count).ToDictionary(index => (long)index * prime, index => index);
        var codec = WireCodecs.Dictionary(WireCodecs.Int64, WireCodecs.Int32);
        var again = WireSerializer.Deserialize(codec, WireSerializer.Serialize(codec, pairs));
        Assert.Equal(pairs, again);

        var hashes = again.Keys.Select(key => again.Comparer.GetHashCode(key) % prime).Distinct().Count();
        Assert.InRange(hashes, count / 4, count);
    }

    [Fact]
    public void Halves_that_cancel_each_other_do_not_collide()
    {
        // long.GetHashCode folds the halves: all of these have the hash 0.
        var keys = Enumerable.Range(0, 10_000).Select(index => ((long)index << 32) | (uint)index).ToArray();
        var codec = WireCodecs.HashSet(WireCodecs.Int64);
        var set = WireSerializer.Deserialize(codec, WireSerializer.Serialize(codec, [.. keys]));
        Assert.Equal(keys.Length, set.Count);
        Assert.InRange(keys.Select(key => set.Comparer.GetHashCode(key)).Distinct().Count(), 9_900, keys.Length);
    }

    [Fact]
    public void Collections_that_are_made_of_a_dictionary_or_set_keep_its_resistance()
    {
        var keys = Enumerable.Range(0, 1_000).Select(index => ((long)index << 32) | (uint)index).ToArray();
        var bytes = WireSerializer.Serialize(WireCodecs.Array(WireCodecs.Int64), keys);
        var pairs = WireSerializer.Serialize(WireCodecs.Dictionary(WireCodecs.Int64, WireCodecs.Int32), keys.ToDictionary(key => key, _ => 1));

        AssertSpread(WireSerializer.Deserialize(WireCodecs.ImmutableHashSet(WireCodecs.Int64), bytes).KeyComparer);
        AssertSpread(WireSerializer.Deserialize(WireCodecs.FrozenSet(WireCodecs.Int64), bytes).Comparer);
        AssertSpread(WireSerializer.Deserialize(WireCodecs.ImmutableDictionary(WireCodecs.Int64, WireCodecs.Int32), pairs).KeyComparer);
        AssertSpread(WireSerializer.Deserialize(WireCodecs.FrozenDictionary(WireCodecs.Int64, WireCodecs.Int32), pairs).Comparer);
        AssertSpread(WireSerializer.Deserialize(WireCodecs.ConcurrentDictionary(WireCodecs.Int64, WireCodecs.Int32), pairs).Comparer);

        void AssertSpread(IEqualityComparer<long> comparer)
            => Assert.InRange(keys.Select(key => comparer.GetHashCode(key)).Distinct().Count(), 990, keys.Length);
    }

    [Fact]
    public void Frozen_texts_that_are_made_to_collide_are_spread()
    {
        // The hash that frozen collections compute of a text has no random number in it.
        string[] keys = [.. Enumerable.Range(0, 1_000).Select(number => $"key {number}")];
        var bytes = WireSerializer.Serialize(WireCodecs.Array(WireCodecs.String), keys);
        var pairs = WireSerializer.Serialize(WireCodecs.Dictionary(WireCodecs.String, WireCodecs.Int32), keys.ToDictionary(key => key, _ => 1));

        var set = WireSerializer.Deserialize(WireCodecs.FrozenSet(WireCodecs.String), bytes);
        AssertRandom(set.Comparer);
        AssertRandom(WireSerializer.Deserialize(WireCodecs.FrozenDictionary(WireCodecs.String, WireCodecs.Int32), pairs).Comparer);
        Assert.True(keys.All(set.Contains));

        // A comparer that the collection knows is replaced by such a hash; with ours it must ask.
        static void AssertRandom(IEqualityComparer<string> comparer)
        {
            Assert.NotSame(StringComparer.Ordinal, comparer);
            Assert.NotSame(EqualityComparer<string>.Default, comparer);
            Assert.Equal("key".GetHashCode(StringComparison.Ordinal), comparer.GetHashCode("key"));
        }
    }

    [Fact]
    public void Keys_whose_own_hash_codes_are_made_to_collide_are_refused()
    {
        var array = WireSerializer.Serialize(WireCodecs.Array(WireCodecs.Int32), [.. Enumerable.Range(0, 2_000)]);
        var exception = Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize(WireCodecs.HashSet(new CollidingCodec()), array));
        Assert.Contains(nameof(Colliding), exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xa1, 0xff })]
    [InlineData(new byte[] { 0xa2, 0xc0, 0x80 })]
    [InlineData(new byte[] { 0xa3, 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 0xa1, 0xc3 })]
    public void Text_that_is_not_UTF8_is_refused(byte[] bytes)
        => Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize(WireCodecs.String, bytes));

    [Fact]
    public void Values_that_no_instance_can_have_are_refused()
    {
        AssertRefused(WireCodecs.DateTime, [0xd6, 0x05, 0, 0, 0, 0]);
        AssertRefused(WireCodecs.DateTime, [0xd7, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        AssertRefused(WireCodecs.DateTime, [0xc7, 12, 0xff, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        AssertRefused(WireCodecs.DateTime, [0xcf, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        AssertRefused(WireCodecs.DateTimeOffset, [0x92, 0xd6, 0xff, 0, 0, 0, 0, 0xd1, 0x7f, 0xff]);
        AssertRefused(WireCodecs.DateOnly, [0xff]);
        AssertRefused(WireCodecs.TimeOnly, [0xff]);
        AssertRefused(WireCodecs.Rune, [0xcd, 0xd8, 0x00]);
        AssertRefused(WireCodecs.Char, [0xce, 0, 1, 0, 0]);
        AssertRefused(WireCodecs.Guid, [0xa1, (byte)'x']);
        AssertRefused(WireCodecs.Guid, [0xc4, 1, 0]);
        AssertRefused(WireCodecs.Decimal, [0xa3, (byte)'1', (byte)'x', (byte)'9']);
        AssertRefused(WireCodecs.Decimal, [0xc4, 16, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        AssertRefused(WireCodecs.Version, [0xa1, (byte)'x']);
        AssertRefused(WireCodecs.Boolean, [1]);
        AssertRefused(WireCodecs.Int32, [0xc1]);
        AssertRefused(WireCodecs.Single, [0xcb, 0x3f, 0xb9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a]);
    }

    [Fact]
    public void Bytes_after_the_value_are_refused()
        => AssertRefused(WireCodecs.Int32, [1, 2]);

    [Fact]
    public void What_a_constructor_throws_is_the_inner_exception()
    {
        var exception = Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize<Picky>(Message.Map(("Number", -1))));
        Assert.IsType<ArgumentOutOfRangeException>(exception.InnerException);
    }

    [Fact]
    public void A_long_list_is_allocated_as_it_is_and_not_by_doubling()
    {
        var codec = WireCodecs.List(WireCodecs.Int32);
        var bytes = WireSerializer.Serialize(codec, [.. Enumerable.Range(1000, 5_000)]);
        WireSerializer.Deserialize(codec, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var list = WireSerializer.Deserialize(codec, bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 20_000, 20_200);
        Assert.Equal(5_000, list.Capacity);
    }

    [Fact]
    public void A_long_list_of_texts_is_allocated_once_more_when_the_first_have_arrived()
    {
        var codec = WireCodecs.List(WireCodecs.String);
        var bytes = WireSerializer.Serialize(codec, [.. Enumerable.Repeat("", 5_000)]);
        WireSerializer.Deserialize(codec, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var list = WireSerializer.Deserialize(codec, bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 48_000, 49_000);
        Assert.Equal(5_000, list.Capacity);
    }

    [Fact]
    public void Collections_are_written_without_allocating()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>(100_000);
        AssertFree(WireCodecs.HashSet(WireCodecs.Int32), [1, 2, 3]);
        AssertFree(WireCodecs.Queue(WireCodecs.Int32), new Queue<int>([1, 2, 3]));
        AssertFree(WireCodecs.LinkedList(WireCodecs.Int32), new LinkedList<int>([1, 2, 3]));
        AssertFree(WireCodecs.ImmutableList(WireCodecs.Int32), [1, 2, 3]);
        AssertFree(WireCodecs.ImmutableHashSet(WireCodecs.Int32), [1, 2, 3]);
        AssertFree(WireCodecs.FrozenSet(WireCodecs.Int32), System.Collections.Frozen.FrozenSet.Create(1, 2, 3));
        AssertFree(WireCodecs.IReadOnlyList(WireCodecs.Int32), System.Collections.Immutable.ImmutableArray.Create(1, 2, 3));
        AssertFree(WireCodecs.IReadOnlyDictionary(WireCodecs.Int32, WireCodecs.Int32), new Dictionary<int, int> { [1] = 2 });
        AssertFree(WireCodecs.SortedList(WireCodecs.Int32, WireCodecs.Int32), new SortedList<int, int> { [1] = 2 });
        AssertFree(WireCodecs.ImmutableDictionary(WireCodecs.Int32, WireCodecs.Int32), System.Collections.Immutable.ImmutableDictionary<int, int>.Empty.Add(1, 2));

        void AssertFree<T>(IWireCodec<T> codec, T value)
        {
            for (var round = 0; round < 3; round++)
                Write();
            var before = GC.GetAllocatedBytesForCurrentThread();
            Write();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

            void Write()
            {
                output.ResetWrittenCount();
                WireSerializer.Serialize(output, codec, value);
            }
        }
    }

    private static void AssertRefused<T>(IWireCodec<T> codec, byte[] bytes)
        => Assert.Throws<WireFormatException>(() => WireSerializer.Deserialize(codec, bytes));

    /// <summary>Trees that are each other's sibling, <paramref name="depth"/> of them.</summary>
    private static byte[] Siblings(int depth)
    {
        byte[] sibling = [0x81, 0xa7, .. "Sibling"u8];
        return [.. Enumerable.Repeat(sibling, depth - 1).SelectMany(bytes => bytes), 0x80];
    }

    private readonly record struct Colliding(int Value)
    {
        public override int GetHashCode() => 0;
    }

    private sealed class CollidingCodec : IWireCodec<Colliding>
    {
        public void Write(ref WireWriter writer, Colliding value) => writer.WriteInt32(value.Value);

        public Colliding Read(ref WireReader reader) => new(reader.ReadInt32());
    }
}
