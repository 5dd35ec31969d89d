using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PluginSdk.Generators.Tests.Verification;

/// <summary>What the generators made of a project.</summary>
internal sealed class GeneratorRun(GeneratorInput input, CSharpCompilation before, GeneratorDriver driver, Compilation output)
{
    public GeneratorInput Input => input;

    /// <summary>The project with the generated files in it.</summary>
    public Compilation Output => output;

    /// <summary>Generated files by hint name, in ordinal order.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; } = driver.GetRunResult().Results
        .SelectMany(result => result.GeneratedSources)
        .ToImmutableSortedDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);

    public string AllText => string.Join('\n', Files.Select(file => $"---- {file.Key}\n{file.Value}"));

    /// <summary>The one generated file whose hint name ends so.</summary>
    public string File(string suffix) => Files.Single(file => file.Key.EndsWith(suffix, StringComparison.Ordinal)).Value;

    /// <summary>Replaces a file and runs the same driver again.</summary>
    public GeneratorEdit Edit(string path, string source)
    {
        var old = before.SyntaxTrees.Single(tree => tree.FilePath == path);
        var edited = before.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(GeneratorInput.WithUsings(source), GeneratorInput.ParseOptions, path));
        return new GeneratorEdit(this, driver.RunGenerators(edited).GetRunResult());
    }

    /// <summary>Compiles the project and loads it into a context of its own; dispose to unload.</summary>
    public LoadedProject Load() => LoadedProject.From(output);
}
