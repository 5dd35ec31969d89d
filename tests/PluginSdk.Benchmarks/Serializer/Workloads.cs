using System.Text.Json.Serialization;
using MemoryPack;
using MessagePack;
using PolyType;
using MPKey = MessagePack.KeyAttribute;
using NBKey = Nerdbank.MessagePack.KeyAttribute;

namespace PluginSdk.Benchmarks.Serializer;

public enum ReportStatus
{
    Draft,
    Published,
    Withdrawn,
}

/// <summary>An event as plugins publish them: 62 bytes.</summary>
[ClusterSerializable, MessagePackObject, MemoryPackable, GenerateShape]
public sealed partial class SmallEvent
{
    [MPKey(0), NBKey(0)] public Guid Id { get; set; }
    [MPKey(1), NBKey(1)] public string Title { get; set; } = "";
    [MPKey(2), NBKey(2)] public DateTime PublishedAt { get; set; }
    [MPKey(3), NBKey(3)] public int Version { get; set; }
    [MPKey(4), NBKey(4)] public ReportStatus Status { get; set; }
}

/// <summary>What a cache holds: an order of a kilobyte.</summary>
[ClusterSerializable, MessagePackObject, MemoryPackable, GenerateShape]
public sealed partial class MediumObject
{
    [MPKey(0), NBKey(0)] public Guid Id { get; set; }
    [MPKey(1), NBKey(1)] public long Number { get; set; }
    [MPKey(2), NBKey(2)] public string Customer { get; set; } = "";
    [MPKey(3), NBKey(3)] public string? Note { get; set; }
    [MPKey(4), NBKey(4)] public DateTime Created { get; set; }
    [MPKey(5), NBKey(5)] public DateTime? Paid { get; set; }
    [MPKey(6), NBKey(6)] public ReportStatus Status { get; set; }
    [MPKey(7), NBKey(7)] public double Discount { get; set; }
    [MPKey(8), NBKey(8)] public bool Express { get; set; }
    [MPKey(9), NBKey(9)] public List<OrderLine> Lines { get; set; } = [];
    [MPKey(10), NBKey(10)] public string[] Tags { get; set; } = [];
    [MPKey(11), NBKey(11)] public Dictionary<string, string> Properties { get; set; } = [];
    [MPKey(12), NBKey(12)] public int[] History { get; set; } = [];
}

[MessagePackObject, MemoryPackable, GenerateShape]
public sealed partial class OrderLine
{
    [MPKey(0), NBKey(0)] public string Article { get; set; } = "";
    [MPKey(1), NBKey(1)] public int Quantity { get; set; }
    [MPKey(2), NBKey(2)] public double Price { get; set; }
    [MPKey(3), NBKey(3)] public int? Rebate { get; set; }
    [MPKey(4), NBKey(4)] public string Description { get; set; } = "";
}

/// <summary>A list of a thousand small objects.</summary>
[ClusterSerializable, MessagePackObject, MemoryPackable, GenerateShape]
public sealed partial class LargeList
{
    [MPKey(0), NBKey(0)] public List<Entry> Entries { get; set; } = [];
}

[MessagePackObject, MemoryPackable, GenerateShape]
public sealed partial class Entry
{
    [MPKey(0), NBKey(0)] public int Id { get; set; }
    [MPKey(1), NBKey(1)] public string Name { get; set; } = "";
    [MPKey(2), NBKey(2)] public double Score { get; set; }
    [MPKey(3), NBKey(3)] public bool Active { get; set; }
}

/// <summary>An object that is mostly dictionaries.</summary>
[ClusterSerializable, MessagePackObject, MemoryPackable, GenerateShape]
public sealed partial class DictionaryHeavy
{
    [MPKey(0), NBKey(0)] public Dictionary<string, int> Counts { get; set; } = [];
    [MPKey(1), NBKey(1)] public Dictionary<int, string> Names { get; set; } = [];
    [MPKey(2), NBKey(2)] public Dictionary<string, Entry> Entries { get; set; } = [];
}

/// <summary>More numbers than anybody believes a sender at once.</summary>
[ClusterSerializable, MessagePackObject, MemoryPackable, GenerateShape]
public sealed partial class NumberList
{
    [MPKey(0), NBKey(0)] public List<int> Numbers { get; set; } = [];
}

/// <summary>An object of sets.</summary>
[ClusterSerializable, MessagePackObject, MemoryPackable, GenerateShape]
public sealed partial class SetHeavy
{
    [MPKey(0), NBKey(0)] public HashSet<int> Numbers { get; set; } = [];
    [MPKey(1), NBKey(1)] public HashSet<string> Texts { get; set; } = [];
}

/// <summary>The small event as a map of member names, which is what comes of a type without keys.</summary>
[ClusterSerializable, MessagePackObject(keyAsPropertyName: true), MemoryPackable, GenerateShape]
public sealed partial class NamedEvent
{
    public Guid Id { get; set; }
    public string Title { get; set; } = "";
    public DateTime PublishedAt { get; set; }
    public int Version { get; set; }
    public ReportStatus Status { get; set; }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata | JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(SmallEvent))]
[JsonSerializable(typeof(MediumObject))]
[JsonSerializable(typeof(LargeList))]
[JsonSerializable(typeof(DictionaryHeavy))]
[JsonSerializable(typeof(NumberList))]
[JsonSerializable(typeof(SetHeavy))]
[JsonSerializable(typeof(NamedEvent))]
internal sealed partial class WorkloadJson : JsonSerializerContext;

/// <summary>The values that are measured.</summary>
internal static class Workloads
{
    private static readonly DateTime s_time = new DateTime(2026, 3, 29, 1, 59, 59, DateTimeKind.Utc).AddTicks(1_234_567);

    public static SmallEvent SmallEvent() => new()
    {
        Id = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"),
        Title = "March 2026",
        PublishedAt = s_time,
        Version = 3,
        Status = ReportStatus.Published,
    };

    public static NamedEvent NamedEvent() => new()
    {
        Id = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"),
        Title = "March 2026",
        PublishedAt = s_time,
        Version = 3,
        Status = ReportStatus.Published,
    };

    public static MediumObject MediumObject() => new()
    {
        Id = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"),
        Number = 4_711_000_001,
        Customer = "Müller & Söhne Handelsgesellschaft",
        Created = s_time,
        Paid = s_time.AddDays(3),
        Status = ReportStatus.Published,
        Discount = 0.125,
        Express = true,
        Lines =
        [
            .. Enumerable.Range(1, 10).Select(index => new OrderLine
            {
                Article = $"article-{index:0000}",
                Quantity = index * 7,
                Price = 19.99 * index,
                Rebate = index % 2 == 0 ? null : index,
                Description = "A sturdy thing in several colours",
            }),
        ],
        Tags = ["priority", "export", "fragile", "gift"],
        Properties = Enumerable.Range(0, 6).ToDictionary(index => $"property-{index}", index => $"the value of {index}"),
        History = [.. Enumerable.Range(0, 20).Select(index => index * index * 50)],
    };

    public static LargeList LargeList() => new() { Entries = [.. Enumerable.Range(0, 1000).Select(Entry)] };

    public static DictionaryHeavy DictionaryHeavy() => new()
    {
        Counts = Enumerable.Range(0, 200).ToDictionary(index => $"counter-{index}", index => index * 31),
        Names = Enumerable.Range(0, 200).ToDictionary(index => index * 17, index => $"name {index}"),
        Entries = Enumerable.Range(0, 50).ToDictionary(index => $"entry-{index}", Entry),
    };

    public static NumberList NumberList() => new() { Numbers = [.. Enumerable.Range(0, 5_000).Select(index => index * 3)] };

    public static SetHeavy SetHeavy() => new()
    {
        Numbers = [.. Enumerable.Range(0, 200).Select(index => index * 17)],
        Texts = [.. Enumerable.Range(0, 100).Select(index => $"element {index}")],
    };

    private static Entry Entry(int index) => new() { Id = index, Name = $"entry number {index}", Score = index * 1.25, Active = index % 3 == 0 };
}
