using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PluginSdk.Generators.Contracts;

namespace PluginSdk.CodeFixes.Contracts;

/// <summary>Writes <c>ClusterContracts.txt</c> as <c>dotnet build -p:UpdateClusterContracts=true</c> does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UpdateContractsFix))]
[Shared]
public sealed class UpdateContractsFix : CodeFixProvider
{
    private const string FileName = "ClusterContracts.txt";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["PSDK057", "PSDK058", "PSDK059"];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(ContractAnalyzer.TextProperty, out var text) || text is null)
                continue;
            var title = diagnostic.Id == "PSDK057" ? $"Write {FileName}" : $"Accept the change in {FileName}";
            context.RegisterCodeFix(
                CodeAction.Create(title, _ => Task.FromResult(Write(context.Document.Project, text)), equivalenceKey: FileName),
                diagnostic);
        }

        return Task.CompletedTask;
    }

    private static Solution Write(Project project, string text)
    {
        var content = SourceText.From(text);
        var file = project.AdditionalDocuments.FirstOrDefault(document => document.Name == FileName);
        if (file is not null)
            return project.Solution.WithAdditionalDocumentText(file.Id, content);
        var folder = Path.GetDirectoryName(project.FilePath ?? "") ?? "";
        return project.AddAdditionalDocument(FileName, content, filePath: Path.Combine(folder, FileName)).Project.Solution;
    }
}
