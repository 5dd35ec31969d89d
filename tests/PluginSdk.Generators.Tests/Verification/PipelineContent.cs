using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Tests.Verification;

/// <summary>
/// Walks the values between the steps of a pipeline. A symbol, a syntax node or a compilation in there would keep whole
/// compilations alive and make every comparison say "changed".
/// </summary>
internal static class PipelineContent
{
    /// <summary>Steps of Roslyn's own, which hold what they must.</summary>
    private static readonly HashSet<string> s_inputs =
    [
        WellKnownGeneratorInputs.Compilation, "CompilationOptions", WellKnownGeneratorInputs.ParseOptions, WellKnownGeneratorInputs.AdditionalTexts,
        WellKnownGeneratorInputs.AnalyzerConfigOptions, WellKnownGeneratorInputs.MetadataReferences,
        WellKnownGeneratorOutputs.SourceOutput, WellKnownGeneratorOutputs.ImplementationSourceOutput,
    ];

    public static bool IsOurs(string step) => !s_inputs.Contains(step) && !step.Contains("_ForAttribute", StringComparison.Ordinal);

    public static void AssertHoldsNoCompilerObjects(GeneratorDriverRunResult run)
    {
        foreach (var result in run.Results)
        {
            var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
            foreach (var (name, steps) in result.TrackedSteps.Where(pair => IsOurs(pair.Key)))
            {
                foreach (var (value, _) in steps.SelectMany(step => step.Outputs))
                    Walk(value, name, visited);
            }

            // What an output is made from, named or not.
            foreach (var (name, steps) in result.TrackedOutputSteps)
            {
                foreach (var (source, index) in steps.SelectMany(step => step.Inputs))
                    Walk(source.Outputs[index].Value, $"input of {name}", visited);
            }
        }
    }

    private static void Walk(object? value, string path, HashSet<object> visited)
    {
        if (value is null or string || value.GetType() is { IsPrimitive: true } or { IsEnum: true })
            return;
        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location or AttributeData,
            $"{path} holds a {value.GetType().Name}");
        if (!value.GetType().IsValueType && !visited.Add(value))
            return;
        if (value is IEnumerable items)
        {
            foreach (var item in items)
                Walk(item, path + "[]", visited);
            return;
        }

        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPrimitive && !field.FieldType.IsPointer)
                    Walk(field.GetValue(value), $"{path}.{field.Name}", visited);
            }
        }
    }
}
