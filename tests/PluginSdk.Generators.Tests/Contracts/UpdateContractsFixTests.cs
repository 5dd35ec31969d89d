using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PluginSdk.CodeFixes.Contracts;

namespace PluginSdk.Generators.Tests.Contracts;

public sealed class UpdateContractsFixTests
{
    private const string Before = "[ClusterEvent(\"e\")] public sealed partial record E(int Id);";
    private const string After = "[ClusterEvent(\"e\")] public sealed partial record E(long Id);";

    [Fact]
    public async Task A_missing_file_is_written()
        => Assert.Equal(ContractTest.Update(Before), await FixAsync(Before, file: null));

    [Fact]
    public async Task A_change_is_accepted_in_the_file()
    {
        var file = ContractTest.Update(Before);
        Assert.Equal(ContractTest.Update(After, file), await FixAsync(After, file));
    }

    [Fact]
    public async Task A_file_of_another_name_is_written_where_it_is()
        => Assert.Equal(ContractTest.Update(Before), await FixAsync(Before, file: null, "/project/contracts/wire.txt"));

    private static async Task<string> FixAsync(string source, string? file, string path = "/project/ClusterContracts.txt")
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Acme", LanguageNames.CSharp);
        if (file is not null)
            project = project.AddAdditionalDocument("ClusterContracts.txt", SourceText.From(file), filePath: path).Project;
        var document = project.AddDocument("Source.cs", source);
        var reported = Assert.Single(await ContractTest.DiagnosticsAsync(source, file, path));
        var tree = await document.GetSyntaxTreeAsync(cancellationToken);
        var here = Diagnostic.Create(reported.Descriptor, Location.Create(tree!, default), reported.Properties, "");

        var actions = new List<CodeAction>();
        await new UpdateContractsFix().RegisterCodeFixesAsync(new CodeFixContext(document, here, (action, _) => actions.Add(action), cancellationToken));
        var operations = await Assert.Single(actions).GetOperationsAsync(cancellationToken);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
        return (await changed.AdditionalDocuments.Single(additional => additional.FilePath == path).GetTextAsync(cancellationToken)).ToString();
    }
}
