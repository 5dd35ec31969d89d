using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Tests.Verification;

/// <summary>What the steps of a pipeline did in its latest run.</summary>
internal static class PipelineReasons
{
    /// <summary>Every output, and every value in front of one, is the one of the run before.</summary>
    public static void AssertNothingRedone(GeneratorDriverRunResult second)
    {
        foreach (var result in second.Results)
        {
            foreach (var (name, step, _, reason) in OutputsOf(result))
            {
                Assert.True(
                    reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                    $"{result.Generator.GetGeneratorType().Name}: step '{name}' was {reason} after an edit in an unrelated file.");
            }
        }
    }

    private static IEnumerable<(string Name, IncrementalGeneratorRunStep Step, object Value, IncrementalStepRunReason Reason)> OutputsOf(GeneratorRunResult result)
    {
        foreach (var (name, steps) in result.TrackedOutputSteps.Concat(result.TrackedSteps.Where(pair => PipelineContent.IsOurs(pair.Key))))
        {
            foreach (var step in steps)
            {
                foreach (var (value, reason) in step.Outputs)
                    yield return (name, step, value, reason);
            }
        }
    }
}
