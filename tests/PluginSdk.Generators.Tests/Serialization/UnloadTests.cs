using System.Runtime.CompilerServices;
using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Serialization;

public sealed class UnloadTests
{
    private const string Source = """
        using System.Collections.Concurrent;
        using System.Collections.Frozen;
        using System.Collections.Immutable;
        using MessagePack;

        public static class Program
        {
            public static void Run()
            {
                var report = new Report(new Circle(1), new() { [new Key(1)] = [new Circle()] }, [new Key(2)], (new Key(3), new Circle()));
                for (var index = 0; index < 500; index++)
                    report.Parts[new Key(index)] = [];
                var bytes = PluginSdk.Wire.WireSerializer.Serialize(report);
                if (PluginSdk.Wire.WireSerializer.Deserialize<Report>(bytes).Parts.Count != 500)
                    throw new InvalidOperationException();
                try
                {
                    PluginSdk.Wire.WireSerializer.Deserialize<Report>(bytes.AsSpan(1));
                }
                catch (PluginSdk.Wire.WireFormatException)
                {
                }
            }
        }

        [ClusterSerializable]
        public sealed partial record Report(IShape Shape, Dictionary<Key, List<IShape>> Parts, ImmutableArray<Key> Keys, (Key, IShape?) Pair)
        {
            public FrozenDictionary<Key, int> Frozen { get; init; } = new Dictionary<Key, int> { [new Key(9)] = 1 }.ToFrozenDictionary();
            public HashSet<Key> Set { get; init; } = [new Key(7)];
            public ConcurrentDictionary<string, Kind?> Kinds { get; init; } = new() { ["k"] = Kind.Two };
        }

        [Union(0, typeof(Circle))] public interface IShape;
        public sealed class Circle : IShape
        {
            public int Radius { get; private set; }
            public Circle() { }
            public Circle(int radius) => Radius = radius;
        }
        public readonly record struct Key(int Value);
        public enum Kind { One, Two }
        """;

    [Fact]
    public void A_plugin_whose_types_went_through_its_codecs_unloads()
    {
        var context = Run();
        for (var attempt = 0; attempt < 20 && context.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(context.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Run()
    {
        using var project = GeneratorTest.Run(Source).Load();
        project.Call("Program", "Run");
        return new WeakReference(project.Assembly);
    }
}
