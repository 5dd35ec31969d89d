using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PluginSdk.Generators.Contracts;
using PluginSdk.Generators.Tests.Verification;
using BuildProperties = PluginSdk.Generators.Tests.Verification.BuildProperties;

namespace PluginSdk.Generators.Tests.Contracts;

/// <summary>Takes the contract of one version of a plugin, and holds another version against it.</summary>
internal static class ContractTest
{
    private const string DefaultPath = "/project/ClusterContracts.txt";

    /// <summary>The file that a build with <c>UpdateClusterContracts=true</c> writes for <paramref name="source"/>.</summary>
    public static string Update(string source, string? file = null, string path = DefaultPath)
    {
        var text = TryUpdate(source, file, path);
        Assert.NotNull(text);
        return text;
    }

    /// <summary>As <see cref="Update"/>; null where the build would leave the file as it is.</summary>
    public static string? TryUpdate(string source, string? file, string path = DefaultPath)
    {
        var input = Input(source, path).WithProperty("UpdateClusterContracts", "true");
        var driver = CSharpGeneratorDriver.Create(
            [new ContractGenerator().AsSourceGenerator()],
            file is null ? [] : [new File(path, file)],
            GeneratorInput.ParseOptions,
            new BuildProperties(input.Properties));
        driver.RunGeneratorsAndUpdateCompilation(input.Compile(), out var output, out _, TestContext.Current.CancellationToken);
        var attribute = output.Assembly.GetAttributes().SingleOrDefault(candidate => candidate.AttributeClass!.Name == "AssemblyMetadataAttribute");
        if (attribute is null)
            return null;
        Assert.Equal(ContractGenerator.MetadataKey, attribute.ConstructorArguments[0].Value);
        return (string)attribute.ConstructorArguments[1].Value!;
    }

    /// <summary>What the analyzer says of <paramref name="source"/> beside a file: the ids, what they point to and the messages.</summary>
    public static async Task<IReadOnlyList<(string Id, string At, string Message)>> AnalyzeAsync(string source, string? file, string? path = DefaultPath)
    {
        var diagnostics = await DiagnosticsAsync(source, file, path);
        return
        [
            .. diagnostics.Select(diagnostic => (
                diagnostic.Id,
                diagnostic.Location.IsInSource
                    ? diagnostic.Location.SourceTree.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)
                    : $"line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}",
                diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))),
        ];
    }

    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string source, string? file, string? path = DefaultPath, bool updating = false)
    {
        var input = path is null ? GeneratorInput.Of(source) : Input(source, path);
        if (updating)
            input = input.WithProperty("UpdateClusterContracts", "true");
        var options = new AnalyzerOptions(file is null ? [] : [new File(path!, file)], new BuildProperties(input.Properties));
        return await input.Compile().WithAnalyzers([new ContractAnalyzer()], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    private static GeneratorInput Input(string source, string path) => GeneratorInput.Of(source).WithProperty("PluginSdkContractsFile", path);

    private sealed class File(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
