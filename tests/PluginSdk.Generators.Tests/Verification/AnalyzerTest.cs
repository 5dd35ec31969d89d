using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PluginSdk.Generators.Tests.Verification;

/// <summary>
/// Runs every analyzer of the SDK over a project after its generators ran, and expects exactly the marked diagnostics:
/// a rule that fires where another one is tested fails that test.
/// </summary>
internal static class AnalyzerTest
{
    /// <summary>Expects the diagnostics marked in <paramref name="markup"/> and returns them in source order.</summary>
    public static Task<ImmutableArray<Diagnostic>> VerifyAsync(string markup) => VerifyAsync(GeneratorInput.Of(markup));

    /// <inheritdoc cref="VerifyAsync(string)"/>
    /// <param name="input">A project whose file <c>Source.cs</c> has marks.</param>
    public static async Task<ImmutableArray<Diagnostic>> VerifyAsync(GeneratorInput input)
    {
        var markup = Markup.Parse(GeneratorInput.WithUsings(input.Files["Source.cs"]));
        var diagnostics = await DiagnosticsAsync(input.WithFile("Source.cs", Markup.Parse(input.Files["Source.cs"]).Source));
        var expected = markup.Expected.Select(mark => Describe(mark.Id, markup.Source.Substring(mark.Span.Start, mark.Span.Length), mark.Span.Start));
        var actual = diagnostics.Where(diagnostic => diagnostic.Location.IsInSource)
            .Select(diagnostic => Describe(diagnostic.Id, Text(diagnostic), diagnostic.Location.SourceSpan.Start));
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        return diagnostics;
    }

    /// <summary>Expects no diagnostic, and code that compiles without a warning.</summary>
    public static async Task VerifySilentAsync(GeneratorInput input)
    {
        GeneratorTest.Run(input);
        Assert.Empty(await DiagnosticsAsync(input));
    }

    /// <inheritdoc cref="VerifySilentAsync(GeneratorInput)"/>
    public static Task VerifySilentAsync(string source) => VerifySilentAsync(GeneratorInput.Of(source));

    /// <summary>What the analyzers say of a project, in source order.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(GeneratorInput input)
    {
        var properties = new BuildProperties(input.Properties);
        CSharpGeneratorDriver
            .Create(GeneratorTest.Generators().Select(generator => generator.AsSourceGenerator()), parseOptions: GeneratorInput.ParseOptions, optionsProvider: properties)
            .RunGeneratorsAndUpdateCompilation(input.Compile(), out var compilation, out _);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], properties),
            onAnalyzerException: (exception, analyzer, _) => throw new InvalidOperationException($"{analyzer} failed", exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        var analyzers = Analyzers();
        if (analyzers.IsEmpty)
            return [];
        var diagnostics = await compilation.WithAnalyzers(analyzers, options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    internal static ImmutableArray<DiagnosticAnalyzer> Analyzers() =>
    [
        .. typeof(KnownNames).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static string Describe(string id, string text, int position) => $"{position:D5} {id} at '{text}'";

    private static string Text(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
}
