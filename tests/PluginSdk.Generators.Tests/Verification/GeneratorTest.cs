using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PluginSdk.Generators.Tests.Verification;

/// <summary>
/// Runs every generator of the SDK over a project. No test can skip what holds for all generated code: it compiles
/// without a warning, an edit elsewhere redoes nothing, the order of files does not matter, and no symbol or syntax
/// stays in the pipeline.
/// </summary>
internal static class GeneratorTest
{
    private const string UnrelatedFile = "Zz.Unrelated.cs";
    private const string Unrelated = "internal static class Unrelated { public static int Answer() => 41; }";
    private const string UnrelatedEdited = "internal static class Unrelated { public static int Answer() => 42; internal sealed class More; }";

    /// <summary>A run over code that is right.</summary>
    public static GeneratorRun Run(string source) => Run(GeneratorInput.Of(source));

    /// <inheritdoc cref="Run(string)"/>
    public static GeneratorRun Run(GeneratorInput input)
    {
        var run = RunUnchecked(input);
        var complaints = run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.True(complaints.Count == 0, string.Join('\n', complaints) + "\n\n" + run.AllText);
        return run;
    }

    /// <summary>A run over code that the compiler may refuse: generators must stay calm, and incremental, there too.</summary>
    public static GeneratorRun RunUnchecked(GeneratorInput input)
    {
        var generators = Generators();
        var before = input.WithFile(UnrelatedFile, Unrelated).Compile();
        var driver = CSharpGeneratorDriver.Create(
            generators.Select(generator => generator.AsSourceGenerator()),
            parseOptions: GeneratorInput.ParseOptions,
            optionsProvider: new BuildProperties(input.Properties),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

        var first = driver.RunGeneratorsAndUpdateCompilation(before, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        foreach (var result in first.GetRunResult().Results)
            Assert.True(result.Exception is null, result.Exception?.ToString());
        PipelineContent.AssertHoldsNoCompilerObjects(first.GetRunResult());

        var run = new GeneratorRun(input, before, first, output);
        var edited = before.ReplaceSyntaxTree(
            before.SyntaxTrees.Single(tree => tree.FilePath == UnrelatedFile),
            CSharpSyntaxTree.ParseText(UnrelatedEdited, GeneratorInput.ParseOptions, UnrelatedFile));
        PipelineReasons.AssertNothingRedone(first.RunGenerators(edited).GetRunResult());
        if (input.Files.Count > 1)
            AssertTreeOrderDoesNotMatter(run, driver);
        return run;
    }

    internal static ImmutableArray<IIncrementalGenerator> Generators() =>
    [
        .. typeof(KnownNames).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(GeneratorAttribute), inherit: false))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (IIncrementalGenerator)Activator.CreateInstance(type)!),
    ];

    private static void AssertTreeOrderDoesNotMatter(GeneratorRun run, GeneratorDriver fresh)
    {
        var reversed = fresh.RunGenerators(run.Input.Compile(reverseTreeOrder: true)).GetRunResult();
        var files = reversed.Results.SelectMany(result => result.GeneratedSources)
            .ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);
        Assert.Equal(run.Files.Keys, files.Keys.Order(StringComparer.Ordinal));
        foreach (var (hintName, text) in run.Files)
            Assert.Equal(text, files[hintName]);
    }
}
