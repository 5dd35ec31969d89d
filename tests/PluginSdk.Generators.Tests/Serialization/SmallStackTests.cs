using PluginSdk.Generators.Tests.Verification;
using PluginSdk.Wire;

namespace PluginSdk.Generators.Tests.Serialization;

/// <summary>Depth is counted in objects, and a thread may have less stack than as many wide ones take.</summary>
public sealed class SmallStackTests
{
    private const int Depth = 60;

    private static string Source(int pairs) => $$"""
        public static class Program
        {
            public static byte[] Write(int depth)
            {
                var node = new Node();
                for (; depth > 1; depth--)
                    node = new Node { Next = new() { [1] = node } };
                return PluginSdk.Wire.WireSerializer.Serialize(node);
            }

            public static bool Read(byte[] bytes) => PluginSdk.Wire.WireSerializer.Deserialize<Node>(bytes) is not null;
        }

        [ClusterSerializable] public sealed partial record Node
        {
            public Dictionary<int, Node>? Next { get; init; }
            {{string.Concat(Enumerable.Range(0, pairs).Select(index => $"public decimal? Amount{index} {{ get; init; }} public DateTimeOffset? At{index} {{ get; init; }}\n"))}}
        }
        """;

    /// <summary>The widest type whose members are written in one block, and one that is wider.</summary>
    [Theory]
    [InlineData(15)]
    [InlineData(125)]
    public void A_wide_type_that_holds_itself_stops_before_the_stack_ends(int pairs)
    {
        using var project = GeneratorTest.Run(Source(pairs)).Load();
        var bytes = (byte[])project.Call("Program", "Write", Depth)!;
        Assert.True((bool)project.Call("Program", "Read", bytes)!);

        // The same bytes on threads that have less and less: read, or refused, and the process lives.
        var refused = 0;
        foreach (var kilobytes in new[] { 1_536, 512, 256, 192 })
        {
            Exception? read = null, written = null;
            var thread = new Thread(
                () =>
                {
                    read = Record.Exception(() => project.Call("Program", "Read", bytes));
                    written = Record.Exception(() => project.Call("Program", "Write", Depth));
                },
                kilobytes * 1024);
            thread.Start();
            thread.Join();
            Assert.True(read is null or WireFormatException, read?.ToString());
            Assert.True(written is null or WireFormatException, written?.ToString());
            refused += read is null ? 0 : 1;
        }

        if (pairs > 100)
            Assert.NotEqual(0, refused);
    }
}
