using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using PluginSdk.Wire.Tests.Types;

namespace PluginSdk.Wire.Tests;

/// <summary>Values of every test type, at and around the ends of their ranges.</summary>
internal static class Values
{
    public static readonly Guid SomeGuid = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    public static IEnumerable<Scalars> Scalars()
    {
        yield return new Scalars();
        yield return new Scalars
        {
            Boolean = true,
            Byte = byte.MaxValue,
            SByte = sbyte.MinValue,
            Int16 = short.MinValue,
            UInt16 = ushort.MaxValue,
            Int32 = int.MinValue,
            UInt32 = uint.MaxValue,
            Int64 = long.MinValue,
            UInt64 = ulong.MaxValue,
            Int128 = Int128.MinValue,
            UInt128 = UInt128.MaxValue,
            BigInteger = BigInteger.Pow(-3, 1000),
            Half = Half.NaN,
            Single = float.Epsilon,
            Double = double.NegativeInfinity,
            Decimal = decimal.MinValue,
            Char = '\uD800',
            Rune = new Rune(0x1F389),
            String = new string('漢', 30_000),
            Guid = SomeGuid,
            DateTime = DateTime.MaxValue,
            DateTimeOffset = DateTimeOffset.MaxValue,
            DateOnly = DateOnly.MaxValue,
            TimeOnly = TimeOnly.MaxValue,
            TimeSpan = TimeSpan.MinValue,
            Uri = new Uri("../relative?q=ä", UriKind.Relative),
            Version = new Version(1, 2, 3, 4),
            Level = (Level)77,
            Wide = Wide.Far,
            Binary = [.. Enumerable.Range(0, 70_000).Select(index => (byte)index)],
        };
        yield return new Scalars
        {
            SByte = -33,
            Int16 = -129,
            Int32 = 128,
            UInt32 = 65_536,
            Int64 = 4_294_967_296,
            Decimal = 1.10m,
            DateTime = new DateTime(2026, 3, 29, 1, 59, 59, 999, DateTimeKind.Utc).AddTicks(9),
            DateTimeOffset = new DateTimeOffset(2026, 3, 29, 1, 59, 59, TimeSpan.FromMinutes(-705)),
            String = "ASCII of medium length, more than 31 bytes",
            Double = -0.0,
            Binary = new byte[300],
        };
    }

    public static NullableScalars NullableScalars() => new()
    {
        Boolean = false,
        Byte = 1,
        SByte = -1,
        Int16 = short.MinValue,
        UInt16 = ushort.MaxValue,
        Int32 = -1,
        UInt32 = uint.MaxValue,
        Int64 = long.MinValue,
        UInt64 = ulong.MaxValue,
        Int128 = 5,
        UInt128 = UInt128.MaxValue,
        BigInteger = BigInteger.MinusOne,
        Half = (Half)1.5f,
        Single = float.MaxValue,
        Double = double.Epsilon,
        Rune = new Rune('x'),
        DateOnly = new DateOnly(2026, 3, 29),
        TimeOnly = TimeOnly.MaxValue,
        Decimal = 0.001m,
        Char = 'x',
        String = "",
        Guid = SomeGuid,
        DateTime = DateTime.UnixEpoch,
        DateTimeOffset = DateTimeOffset.UnixEpoch,
        TimeSpan = TimeSpan.FromTicks(1),
        Uri = new Uri("https://example.org/"),
        Version = new Version(0, 1),
        Level = Level.High,
        Binary = [1, 2],
        Report = new ReportPublished(SomeGuid, "title"),
        Point = new Point(1, -2),
        Numbers = [1, null, 3],
    };

    public static Collections Collections() => new()
    {
        Array = [1, 2, int.MaxValue],
        NullableArray = ["a", null],
        Jagged = [[], [1], [2, 3]],
        JaggedNullable = [[new Point(1, 2)], null],
        List = ["x", "y"],
        Nested = [[new Point(3, 4)], []],
        Dictionary = new() { ["one"] = 1, [""] = 0 },
        Reports = new() { [SomeGuid] = [new ReportPublished(Guid.Empty, "t"), null] },
        HashSet = ["a", "b"],
        SortedSet = [3, 1, 2],
        Queue = new Queue<int>([1, 2, 3]),
        LinkedList = new LinkedList<int>([1, 2, 3]),
        SortedList = new() { ["b"] = 2, ["a"] = 1 },
        Stack = new Stack<int>([1, 2, 3]),
        SortedDictionary = new() { ["b"] = 2, ["a"] = 1 },
        ConcurrentDictionary = new ConcurrentDictionary<int, string> { [1] = "one" },
        ConcurrentQueue = new ConcurrentQueue<int>([1, 2, 3]),
        ConcurrentStack = new ConcurrentStack<int>([1, 2, 3]),
        ConcurrentBag = [1],
        IList = [1],
        ICollection = [2],
        IEnumerable = Enumerable.Range(0, 20).Where(number => number % 2 == 0),
        IReadOnlyList = [3],
        IReadOnlyCollection = [4],
        ISet = new HashSet<int> { 5 },
        IReadOnlySet = new HashSet<int> { 6 },
        IDictionary = new Dictionary<int, int> { [7] = 8 },
        IReadOnlyDictionary = new Dictionary<int, int> { [9] = 10 },
        Collection = [11],
        ObservableCollection = [12],
        ReadOnlyCollection = new([13]),
        ReadOnlyDictionary = new(new Dictionary<string, int> { ["x"] = 14 }),
    };

    public static ImmutableCollections ImmutableCollections() => new()
    {
        ImmutableArray = [1, 2],
        ImmutableList = ["a"],
        IImmutableList = ImmutableList.Create("b"),
        ImmutableQueue = [1, 2, 3],
        IImmutableQueue = ImmutableQueue.Create(4, 5, 6),
        ImmutableStack = [1, 2, 3],
        IImmutableStack = ImmutableStack.Create(4, 5, 6),
        ImmutableHashSet = [1, 2, 3],
        IImmutableSet = ImmutableHashSet.Create(4),
        ImmutableSortedSet = [3, 2, 1],
        ImmutableDictionary = ImmutableDictionary<string, int>.Empty.Add("a", 1),
        IImmutableDictionary = ImmutableDictionary<string, int>.Empty.Add("b", 2),
        ImmutableSortedDictionary = ImmutableSortedDictionary<string, int>.Empty.Add("c", 3),
        FrozenSet = new[] { 1, 2 }.ToFrozenSet(),
        FrozenDictionary = new Dictionary<string, Point> { ["p"] = new(1, 2) }.ToFrozenDictionary(),
    };

    public static Tuples Tuples() => new()
    {
        Pair = (1, "one"),
        Named = (2, null, new Point(1, 1)),
        Reference = Tuple.Create(3, (string?)null),
        KeyValuePair = new("k", 4),
        List = [(SomeGuid, 5)],
        One = new ValueTuple<int>(1),
        Four = (1, 2, 3, "4"),
        Five = (1, 2, 3, 4, "5"),
        Six = (1, 2, 3, 4, 5, "6"),
        Seven = (1, 2, 3, 4, 5, 6, "7"),
        Eight = (1, 2, 3, 4, 5, 6, 7, "8"),
        Ten = (1, 2, 3, 4, 5, 6, 7, 8, 9, "10"),
        ReferenceOne = Tuple.Create(1),
        ReferenceThree = Tuple.Create(1, 2, "3"),
        ReferenceFour = Tuple.Create(1, 2, 3, "4"),
        ReferenceFive = Tuple.Create(1, 2, 3, 4, "5"),
        ReferenceSix = Tuple.Create(1, 2, 3, 4, 5, "6"),
        ReferenceSeven = Tuple.Create(1, 2, 3, 4, 5, 6, "7"),
        ReferenceEight = Tuple.Create(1, 2, 3, 4, 5, 6, 7, "8"),
    };

    public static Memories Memories() => new()
    {
        ReadOnlyBytes = new byte[] { 1, 2 }.AsMemory(1),
        Bytes = new byte[] { 3 },
        Segment = new ArraySegment<byte>([4, 5, 6], 1, 1),
        Numbers = new[] { 7, 8 },
        Texts = new[] { "t" },
        Longs = new ArraySegment<long>([long.MaxValue]),
        Sequence = new ReadOnlySequence<byte>([9, 10, 11], 1, 2),
    };

    public static Enums Enums() => new(Signed.Least, Short.Most, UnsignedShort.Most, Unsigned.Most, UnsignedWide.Most, Level.High);

    public static OwnCollections OwnCollections() => new(["a", "b"], new Names { ["a"] = "b" }, [1, long.MaxValue]);

    public static Slots Slots() => new() { Filled = new() { Value = "filled" }, Open = new() { Value = "open" } };

    public static Outer.Middle.Innermost Innermost() => new(new Outer.Inner(3));

    public static Tree Tree(int depth) => depth == 0
        ? new Tree()
        : new Tree { Value = depth, Children = [Tree(depth - 1), new Tree()], Sibling = new Tree { Value = -1 } };

    public static Drawing Drawing() => new(
        new Circle { Radius = 1.5 },
        [new Square { Side = 2 }, null, new LabelledSquare { Side = 3, Label = "big" }]);

    public static Pages Pages()
    {
        var pages = new Pages
        {
            Numbers = new Page<int> { Items = [1, 2], First = 1 },
            Points = new Page<Point> { Items = [new Point(1, 2)] },
            Reports = new Page<ReportPublished> { First = new ReportPublished(SomeGuid, "first") },
        };
        pages.Numbers.SetTotal(2);
        return pages;
    }
}
