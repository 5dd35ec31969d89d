using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace PluginSdk.Wire.Tests.Types;

[ClusterSerializable]
public sealed partial class Collections
{
    public int[] Array { get; set; } = [];
    public string?[]? NullableArray { get; set; }
    public int[][] Jagged { get; set; } = [];
    public Point[]?[] JaggedNullable { get; set; } = [];
    public List<string> List { get; set; } = [];
    public List<List<Point>> Nested { get; set; } = [];
    public Dictionary<string, int> Dictionary { get; set; } = [];
    public Dictionary<Guid, List<ReportPublished?>> Reports { get; set; } = [];
    public HashSet<string> HashSet { get; set; } = [];
    public SortedSet<int> SortedSet { get; set; } = [];
    public Queue<int> Queue { get; set; } = [];
    public LinkedList<int> LinkedList { get; set; } = [];
    public SortedList<string, int> SortedList { get; set; } = [];
    public Stack<int> Stack { get; set; } = [];
    public SortedDictionary<string, long> SortedDictionary { get; set; } = [];
    public ConcurrentDictionary<int, string> ConcurrentDictionary { get; set; } = [];
    public ConcurrentQueue<int> ConcurrentQueue { get; set; } = [];
    public ConcurrentStack<int> ConcurrentStack { get; set; } = [];
    public ConcurrentBag<int> ConcurrentBag { get; set; } = [];
    public IList<int> IList { get; set; } = [];
    public ICollection<int> ICollection { get; set; } = [];
    public IEnumerable<int> IEnumerable { get; set; } = [];
    public IReadOnlyList<int> IReadOnlyList { get; set; } = [];
    public IReadOnlyCollection<int> IReadOnlyCollection { get; set; } = [];
    public ISet<int> ISet { get; set; } = new HashSet<int>();
    public IReadOnlySet<int> IReadOnlySet { get; set; } = new HashSet<int>();
    public IDictionary<int, int> IDictionary { get; set; } = new Dictionary<int, int>();
    public IReadOnlyDictionary<int, int> IReadOnlyDictionary { get; set; } = new Dictionary<int, int>();
    public Collection<int> Collection { get; set; } = [];
    public ObservableCollection<int> ObservableCollection { get; set; } = [];
    public ReadOnlyCollection<int> ReadOnlyCollection { get; set; } = new([]);
    public ReadOnlyDictionary<string, int> ReadOnlyDictionary { get; set; } = new(new Dictionary<string, int>());
}

[ClusterSerializable]
public sealed partial class ImmutableCollections
{
    public ImmutableArray<int> ImmutableArray { get; set; }
    public ImmutableList<string> ImmutableList { get; set; } = [];
    public IImmutableList<string> IImmutableList { get; set; } = ImmutableList<string>.Empty;
    public ImmutableQueue<int> ImmutableQueue { get; set; } = [];
    public IImmutableQueue<int> IImmutableQueue { get; set; } = ImmutableQueue<int>.Empty;
    public ImmutableStack<int> ImmutableStack { get; set; } = [];
    public IImmutableStack<int> IImmutableStack { get; set; } = ImmutableStack<int>.Empty;
    public ImmutableHashSet<int> ImmutableHashSet { get; set; } = [];
    public IImmutableSet<int> IImmutableSet { get; set; } = ImmutableHashSet<int>.Empty;
    public ImmutableSortedSet<int> ImmutableSortedSet { get; set; } = [];
    public ImmutableDictionary<string, int> ImmutableDictionary { get; set; } = ImmutableDictionary<string, int>.Empty;
    public IImmutableDictionary<string, int> IImmutableDictionary { get; set; } = ImmutableDictionary<string, int>.Empty;
    public ImmutableSortedDictionary<string, int> ImmutableSortedDictionary { get; set; } = ImmutableSortedDictionary<string, int>.Empty;
    public FrozenSet<int> FrozenSet { get; set; } = FrozenSet<int>.Empty;
    public FrozenDictionary<string, Point> FrozenDictionary { get; set; } = FrozenDictionary<string, Point>.Empty;
}

[ClusterSerializable]
public sealed partial class Tuples
{
    public (int, string) Pair { get; set; } = (0, "");
    public (int Number, string? Text, Point Point)? Named { get; set; }
    public Tuple<int, string?>? Reference { get; set; }
    public KeyValuePair<string, int> KeyValuePair { get; set; } = new("", 0);
    public List<(Guid Id, int Count)> List { get; set; } = [];
    public ValueTuple<int> One { get; set; }
    public (int, int, int, string) Four { get; set; } = (0, 0, 0, "");
    public (int, int, int, int, string) Five { get; set; } = (0, 0, 0, 0, "");
    public (int, int, int, int, int, string) Six { get; set; } = (0, 0, 0, 0, 0, "");
    public (int, int, int, int, int, int, string) Seven { get; set; } = (0, 0, 0, 0, 0, 0, "");
    public (int, int, int, int, int, int, int, string) Eight { get; set; } = (0, 0, 0, 0, 0, 0, 0, "");
    public (int, int, int, int, int, int, int, int, int, string)? Ten { get; set; }
    public Tuple<int>? ReferenceOne { get; set; }
    public Tuple<int, int, string>? ReferenceThree { get; set; }
    public Tuple<int, int, int, string>? ReferenceFour { get; set; }
    public Tuple<int, int, int, int, string>? ReferenceFive { get; set; }
    public Tuple<int, int, int, int, int, string>? ReferenceSix { get; set; }
    public Tuple<int, int, int, int, int, int, string>? ReferenceSeven { get; set; }
    public Tuple<int, int, int, int, int, int, int, Tuple<string>>? ReferenceEight { get; set; }
}

[ClusterSerializable]
public sealed partial class Memories
{
    public ReadOnlyMemory<byte> ReadOnlyBytes { get; set; }
    public Memory<byte> Bytes { get; set; }
    public ArraySegment<byte> Segment { get; set; } = new([]);
    public ReadOnlyMemory<int> Numbers { get; set; }
    public Memory<string> Texts { get; set; }
    public ArraySegment<long> Longs { get; set; } = new([]);
    public ReadOnlySequence<byte> Sequence { get; set; }
}

/// <summary>Collections of the author's own, which hold nothing beside their elements.</summary>
public sealed class Tags : List<string>;

public sealed class Names : Dictionary<string, string>;

public sealed class Numbers : HashSet<long>;

[ClusterSerializable]
public sealed partial record OwnCollections(Tags Tags, Names Names, Numbers? Numbers = null);
