using Microsoft.CodeAnalysis.CSharp;
using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests;

/// <summary>While someone types, code is broken most of the time.</summary>
public sealed class BrokenCodeTests
{
    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("PLUGINSDK_BROKEN_CODE_ROUNDS"), out var rounds) ? rounds : 10;

    [Fact]
    public async Task Neither_generators_nor_analyzers_throw_when_tokens_are_missing()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var tokens = CSharpSyntaxTree.ParseText(Samples.Reports, GeneratorInput.ParseOptions, cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot(TestContext.Current.CancellationToken).DescendantTokens().ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var source = Samples.Reports;
            foreach (var token in Enumerable.Range(0, random.Next(1, 4)).Select(_ => tokens[random.Next(tokens.Count)]).DistinctBy(token => token.SpanStart).OrderByDescending(token => token.SpanStart))
                source = source.Remove(token.SpanStart, token.Span.Length);
            try
            {
                var input = GeneratorInput.Of(source);
                GeneratorTest.RunUnchecked(input);
                await AnalyzerTest.DiagnosticsAsync(input);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Assert.Fail($"seed {seed}, round {round}: {failure}\n\n{source}");
            }
        }
    }

    [Fact]
    public async Task Attributes_in_the_wrong_places_are_left_to_the_compiler()
    {
        var input = GeneratorInput.Of("""
            [ClusterCache("a")]
            [ClusterLock("b")]
            public sealed partial class Service(ICluster cluster)
            {
                [ClusterCache("c")]
                [ClusterEvent("d")]
                public partial Task CAsync();

                [PerClusterJob("e", Every = "1m")]
                [ClusterEventHandler]
                public partial IClusterLock E { get; }

                [ClusterLock] public partial IClusterLock F { get; }
                [ClusterLock(null!)] public partial IClusterLock G { get; }
                [ClusterCache("h", Loader = null, ExpireAfterWrite = null)] public partial IClusterCache<int, Unknown> H { get; }
                [ClusterCache("i", MaxEntries = "many", Nonsense = 1)] public partial IClusterCache<int> I { get; }
            }

            [ClusterEvent("j")]
            public partial interface INothing;

            [ClusterEvent("k")]
            public partial enum Nothing;
            """);

        GeneratorTest.RunUnchecked(input);
        await AnalyzerTest.DiagnosticsAsync(input);
    }
}
