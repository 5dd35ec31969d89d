using System.Runtime.Serialization;
using MessagePack;

namespace PluginSdk.Wire.Tests.Types;

/// <summary>Recursion, inheritance, generics, nesting and the ways to put an object together.</summary>
[ClusterSerializable]
public sealed partial class Tree
{
    public int Value { get; set; }
    public List<Tree> Children { get; set; } = [];
    public Tree? Sibling { get; set; }
}

[ClusterSerializable]
[Union(0, typeof(Circle))]
[Union(1, typeof(Square))]
[Union(7, typeof(LabelledSquare))]
public partial interface IShape;

[MessagePackObject]
public sealed class Circle : IShape
{
    [Key(0)]
    public double Radius { get; set; }
}

[MessagePackObject]
public class Square : IShape
{
    [Key(0)]
    public int Side { get; set; }
}

[MessagePackObject]
public sealed class LabelledSquare : Square
{
    [Key(1)]
    public string Label { get; set; } = "";
}

public sealed class UnlistedSquare : Square;

[ClusterSerializable]
public sealed partial record Drawing(IShape Main, List<IShape?> Others);

public abstract class Animal
{
    public string Name { get; init; } = "unnamed";
    public virtual int Legs { get; set; } = 4;
}

[ClusterSerializable]
public sealed partial class Bird : Animal
{
    public override int Legs { get; set; } = 2;
    public bool Flies { get; set; } = true;
}

public sealed class Page<T>
{
    public List<T> Items { get; init; } = [];
    public int Total { get; private set; } = -1;
    public T? First { get; set; }

    public void SetTotal(int total) => Total = total;
}

[ClusterSerializable]
public sealed partial class Pages
{
    public Page<int> Numbers { get; set; } = new();
    public Page<Point> Points { get; set; } = new();
    public Page<ReportPublished> Reports { get; set; } = new();
}

/// <summary>One generic type, whose argument may be null here and may not there.</summary>
public sealed class Slot<T>
{
    public T Value { get; set; } = default!;
}

[ClusterSerializable]
public sealed partial class Slots
{
    public Slot<string> Filled { get; set; } = new() { Value = "" };
    public Slot<string?> Open { get; set; } = new();
}

public static class Outer
{
    public sealed record Inner(int Value);

    public static class Middle
    {
        [ClusterSerializable]
        public sealed record Innermost(Inner Inner);
    }
}

[ClusterSerializable]
public sealed partial class Initialised
{
    public required string Name { get; init; }
    public int Retries { get; init; } = 3;
    public string Text { get; set; } = "text";
    public int Hidden { get; private set; } = 5;
    public readonly int Fixed = 6;
    public int Field = 7;
    public List<int> Items { get; init; } = [1, 2];

    [IgnoreMember]
    public string Ignored { get; set; } = "kept";

    [IgnoreDataMember]
    public string AlsoIgnored { get; set; } = "kept";

    public int Computed => Retries * 2;

    public void Hide(int value) => Hidden = value;
}

[ClusterSerializable]
public sealed partial record Defaults(string Name, int Retries = 3, string? Note = null, Level Level = Level.High, double Ratio = 0.5, decimal Price = 1.5m);

[ClusterSerializable]
public sealed partial class ByConstructor(int number, string text)
{
    public int Number { get; } = number;
    public string Text { get; } = text;
    public string? Later { get; set; }
}

[ClusterSerializable]
[DataContract]
public sealed partial class Contracted
{
    [DataMember(Name = "n")]
    public int Number { get; set; }

    [DataMember]
    private string Secret { get; set; } = "";

    public string NotIncluded { get; set; } = "default";

    public string Reveal() => Secret;

    public void Keep(string secret) => Secret = secret;
}

[ClusterSerializable]
[MessagePackObject]
public sealed partial class Gaps
{
    [Key(0)]
    public int First { get; set; }

    [Key(3)]
    public string? Fourth { get; set; }

    [Key(5)]
    public required int Sixth { get; set; }
}

[ClusterSerializable]
[MessagePackObject]
public partial struct Keyed
{
    [Key(1)]
    public int Second;

    [Key(0)]
    public int First { get; init; }
}

[ClusterSerializable]
public sealed partial class Picky
{
    public Picky(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        Number = number;
    }

    public int Number { get; }
}
