using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MemoryPack;
using MessagePack;
using PluginSdk.Benchmarks.Measuring;
using PluginSdk.Wire;
using PolyType;

namespace PluginSdk.Benchmarks.Serializer;

/// <summary>Our generated codecs against MessagePack-CSharp, MemoryPack, Nerdbank.MessagePack, System.Text.Json and a codec written by hand.</summary>
internal sealed class SerializerArea : IBenchmarkArea
{
    private const string Ours = "ours";
    private const string ByHand = "hand";
    private const string Unchecked = "unchecked";
    private const string MessagePack = "MessagePack";
    private const string MemoryPack = "MemoryPack";
    private const string Nerdbank = "Nerdbank";
    private const string Json = "STJ";

    private delegate int HandWrite<T>(Span<byte> target, T value);

    private delegate T HandRead<T>(ReadOnlySpan<byte> source);

    private sealed record Hand<T>(HandWrite<T> Write, HandRead<T> Read);

    public string Name => "serializer";

    public Task RunAsync(BenchmarkReport report)
    {
        Measure(report, "small", Workloads.SmallEvent(), new(HandCodec<SpanMemory>.Write, HandCodec<SpanMemory>.ReadSmallEvent), new(HandCodec<UncheckedMemory>.Write, HandCodec<UncheckedMemory>.ReadSmallEvent), WorkloadJson.Default.SmallEvent);
        Measure(report, "medium", Workloads.MediumObject(), new(HandCodec<SpanMemory>.Write, HandCodec<SpanMemory>.ReadMediumObject), new(HandCodec<UncheckedMemory>.Write, HandCodec<UncheckedMemory>.ReadMediumObject), WorkloadJson.Default.MediumObject);
        Measure(report, "list-1000", Workloads.LargeList(), new(HandCodec<SpanMemory>.Write, HandCodec<SpanMemory>.ReadLargeList), new(HandCodec<UncheckedMemory>.Write, HandCodec<UncheckedMemory>.ReadLargeList), WorkloadJson.Default.LargeList);
        Measure(report, "dictionaries", Workloads.DictionaryHeavy(), new(HandCodec<SpanMemory>.Write, HandCodec<SpanMemory>.ReadDictionaryHeavy), new(HandCodec<UncheckedMemory>.Write, HandCodec<UncheckedMemory>.ReadDictionaryHeavy), WorkloadJson.Default.DictionaryHeavy);
        Measure(report, "numbers-5000", Workloads.NumberList(), new(HandCodec<SpanMemory>.Write, HandCodec<SpanMemory>.ReadNumberList), new(HandCodec<UncheckedMemory>.Write, HandCodec<UncheckedMemory>.ReadNumberList), WorkloadJson.Default.NumberList);
        Measure(report, "sets", Workloads.SetHeavy(), new(HandCodec<SpanMemory>.Write, HandCodec<SpanMemory>.ReadSetHeavy), new(HandCodec<UncheckedMemory>.Write, HandCodec<UncheckedMemory>.ReadSetHeavy), WorkloadJson.Default.SetHeavy);
        MeasureFloor(report);
        Measure(report, "named", Workloads.NamedEvent(), new(HandCodec<SpanMemory>.Write, HandCodec<SpanMemory>.ReadNamedEvent), new(HandCodec<UncheckedMemory>.Write, HandCodec<UncheckedMemory>.ReadNamedEvent), WorkloadJson.Default.NamedEvent);
        return Task.CompletedTask;
    }

    private static void Measure<T>(BenchmarkReport report, string workload, T value, Hand<T> hand, Hand<T> uncheckedHand, JsonTypeInfo<T> json)
        where T : class, IWireSerializable<T>, IShapeable<T>
    {
        if (!report.Wants(workload))
            return;

        // The goals are those of the first four. A type without keys takes longer everywhere; numbers alone are one copy to MemoryPack.
        var hasGoals = workload is "small" or "medium" or "list-1000" or "dictionaries";
        var output = new PooledOutput();
        var codec = WireCodecs.Of<T>();
        var ours = WireSerializer.Serialize(codec, value);
        CheckHandCodec(ours, value, hand);
        CheckHandCodec(ours, value, uncheckedHand);

        var serialize = Interleaved.Measure(
            new Contender(Ours, count =>
            {
                for (; count > 0; count--)
                {
                    output.Reset();
                    WireSerializer.Serialize(output, codec, value);
                }
            }),
            new Contender(ByHand, count => WriteByHand(hand, output, value, count)),
            new Contender(Unchecked, count => WriteByHand(uncheckedHand, output, value, count)),
            Serialization.ByMessagePack(MessagePack, output, value),
            Serialization.ByMemoryPack(MemoryPack, output, value),
            Serialization.ByNerdbank(Nerdbank, output, value),
            Serialization.ByJson(Json, output, value, json));
        Add(report, $"{workload}-serialize", serialize, hasGoals, messagePackGoal: 1 / 3.0);

        var messagePack = MessagePackSerializer.Serialize(value);
        var memoryPack = MemoryPackSerializer.Serialize(value);
        var nerdbank = new Nerdbank.MessagePack.MessagePackSerializer();
        var nerdbankBytes = nerdbank.Serialize(value);
        var jsonBytes = JsonSerializer.SerializeToUtf8Bytes(value, json);
        object? sink = null;
        var deserialize = Interleaved.Measure(
            new Contender(Ours, count =>
            {
                for (; count > 0; count--)
                    sink = WireSerializer.Deserialize(codec, ours.AsSpan());
            }),
            new Contender(ByHand, count =>
            {
                for (; count > 0; count--)
                    sink = hand.Read(ours);
            }),
            new Contender(Unchecked, count =>
            {
                for (; count > 0; count--)
                    sink = uncheckedHand.Read(ours);
            }),
            new Contender(MessagePack, count =>
            {
                for (; count > 0; count--)
                    sink = MessagePackSerializer.Deserialize<T>(messagePack);
            }),
            new Contender(MemoryPack, count =>
            {
                for (; count > 0; count--)
                    sink = MemoryPackSerializer.Deserialize<T>(memoryPack);
            }),
            new Contender(Nerdbank, count =>
            {
                for (; count > 0; count--)
                    sink = nerdbank.Deserialize<T>(nerdbankBytes);
            }),
            new Contender(Json, count =>
            {
                for (; count > 0; count--)
                    sink = JsonSerializer.Deserialize(jsonBytes, json);
            }));
        GC.KeepAlive(sink);
        Add(report, $"{workload}-deserialize", deserialize, hasGoals, messagePackGoal: 1 / 2.0);

        report.Add($"{workload}-bytes", ours.Length, MessagePack, messagePack.Length, goal: 1);
        report.Add($"{workload}-bytes", ours.Length, MemoryPack, memoryPack.Length);
        report.Add($"{workload}-allocated-serialize", Allocated(() =>
        {
            output.Reset();
            WireSerializer.Serialize(output, codec, value);
        }), "nothing", 0, goal: 0);
        report.Add(
            $"{workload}-allocated-deserialize",
            Allocated(() => WireSerializer.Deserialize(codec, ours.AsSpan())),
            ByHand,
            Allocated(() => hand.Read(ours)),
            goal: 1);
    }

    private static void WriteByHand<T>(Hand<T> hand, PooledOutput output, T value, int count)
    {
        for (; count > 0; count--)
        {
            output.Reset();
            output.Advance(hand.Write(output.GetSpan(), value));
        }
    }

    /// <summary>
    /// The least that a reader of the dictionaries can do: the texts and the dictionaries that the result consists of,
    /// made by the runtime. Nobody's reading goes below it, whatever the bytes look like.
    /// </summary>
    private static void MeasureFloor(BenchmarkReport report)
    {
        const string floor = "dictionaries-floor";
        if (!report.Wants(floor))
            return;
        var value = Workloads.DictionaryHeavy();
        var codec = WireCodecs.Of<DictionaryHeavy>();
        var ours = WireSerializer.Serialize(codec, value);
        var messagePack = MessagePackSerializer.Serialize(value);
        object? sink = null;
        var measured = Interleaved.Measure(
            new Contender(floor, count =>
            {
                for (; count > 0; count--)
                    sink = HandCodec<SpanMemory>.Copy(value);
            }),
            new Contender(Ours, count =>
            {
                for (; count > 0; count--)
                    sink = WireSerializer.Deserialize(codec, ours.AsSpan());
            }),
            new Contender(MessagePack, count =>
            {
                for (; count > 0; count--)
                    sink = MessagePackSerializer.Deserialize<DictionaryHeavy>(messagePack);
            }));
        GC.KeepAlive(sink);
        report.Add(floor, measured.Median(floor), MessagePack, measured.Median(MessagePack), null, measured.Ratio(floor, MessagePack));
        report.Add(floor, measured.Median(floor), Ours, measured.Median(Ours), null, measured.Ratio(floor, Ours));
    }

    private static void Add(BenchmarkReport report, string figure, Interleaved measured, bool hasGoals, double messagePackGoal)
    {
        AddOne(ByHand, hasGoals ? 1.3 : null);
        AddOne(Unchecked, null);
        AddOne(MemoryPack, hasGoals ? 1 : null);
        AddOne(MessagePack, hasGoals ? messagePackGoal : null);
        AddOne(Nerdbank, null);
        AddOne(Json, null);

        void AddOne(string peer, double? goal)
            => report.Add(figure, measured.Median(Ours), peer, measured.Median(peer), goal, measured.Ratio(Ours, peer));
    }

    /// <summary>The limit must do the same work: the same bytes, read to the same value.</summary>
    private static void CheckHandCodec<T>(byte[] ours, T value, Hand<T> hand)
        where T : class, IWireSerializable<T>
    {
        var buffer = new byte[256 * 1024];
        var length = hand.Write(buffer, value);
        if (!buffer.AsSpan(0, length).SequenceEqual(ours) || !WireSerializer.Serialize(hand.Read(ours)).AsSpan().SequenceEqual(ours))
            throw new InvalidOperationException($"The hand-written codec of {typeof(T).Name} does not produce our bytes.");
    }

    private static double Allocated(Action operation)
    {
        operation();
        const int count = 100;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var index = 0; index < count; index++)
            operation();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count;
    }
}
