using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PluginSdk.Generators.Tests.Verification;

/// <summary>Applies a code fix to a diagnostic of the SDK's analyzers.</summary>
internal static class CodeFixTest
{
    /// <summary>The first diagnostic <paramref name="id"/> of <paramref name="source"/>, mended, gives <paramref name="expected"/>.</summary>
    public static async Task VerifyAsync<TFix>(string id, string source, string expected)
        where TFix : CodeFixProvider, new()
    {
        var (document, actions) = await ActionsAsync<TFix>(id, source);
        var action = Assert.Single(actions);
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        var text = await changed.GetTextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(GeneratorInput.WithUsings(expected).ReplaceLineEndings("\n"), text.ToString().ReplaceLineEndings("\n"));
        var remaining = await AnalyzerTest.DiagnosticsAsync(GeneratorInput.Of(expected));
        Assert.DoesNotContain(remaining, diagnostic => diagnostic.Id == id);
    }

    /// <summary>The diagnostic is there, and there is nothing mechanical to offer.</summary>
    public static async Task VerifyNoFixAsync<TFix>(string id, string source)
        where TFix : CodeFixProvider, new() =>
        Assert.Empty((await ActionsAsync<TFix>(id, source)).Actions);

    private static async Task<(Document Document, List<CodeAction> Actions)> ActionsAsync<TFix>(string id, string source)
        where TFix : CodeFixProvider, new()
    {
        var input = GeneratorInput.Of(source);
        var diagnostic = (await AnalyzerTest.DiagnosticsAsync(input)).First(candidate => candidate.Id == id);
        var provider = new TFix();
        Assert.Contains(id, provider.FixableDiagnosticIds);
        using var workspace = new AdhocWorkspace();
        var project = workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(
                ProjectId.CreateNewId(), VersionStamp.Default, input.AssemblyName, input.AssemblyName, LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
                parseOptions: GeneratorInput.ParseOptions,
                metadataReferences: input.References));
        var document = project.Projects.Single().AddDocument("Source.cs", SourceText.From(GeneratorInput.WithUsings(source)), filePath: "Source.cs");
        var tree = await document.GetSyntaxTreeAsync(TestContext.Current.CancellationToken);
        var moved = Diagnostic.Create(diagnostic.Descriptor, Location.Create(tree!, diagnostic.Location.SourceSpan), diagnostic.Properties);
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, moved, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return (document, actions);
    }
}
