using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PluginSdk.Generators.Contracts;

namespace PluginSdk.CodeFixes.Contracts;

/// <summary>Writes the contract file as <c>dotnet build -p:UpdateClusterContracts=true</c> does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UpdateContractsFix))]
[Shared]
public sealed class UpdateContractsFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["PSDK057", "PSDK058", "PSDK059"];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(ContractAnalyzer.TextProperty, out var text)
                || !diagnostic.Properties.TryGetValue(ContractAnalyzer.PathProperty, out var path)
                || text is null
                || path is null)
            {
                continue;
            }

            var name = Path.GetFileName(path);
            var title = diagnostic.Id == "PSDK057" ? $"Write {name}" : $"Accept the change in {name}";
            context.RegisterCodeFix(
                CodeAction.Create(title, _ => Task.FromResult(Write(context.Document.Project, path, text)), equivalenceKey: nameof(UpdateContractsFix)),
                diagnostic);
        }

        return Task.CompletedTask;
    }

    private static Solution Write(Project project, string path, string text)
    {
        var content = SourceText.From(text);
        var file = project.AdditionalDocuments.FirstOrDefault(document => IsAt(document, path));
        return file is not null
            ? project.Solution.WithAdditionalDocumentText(file.Id, content)
            : project.AddAdditionalDocument(Path.GetFileName(path), content, filePath: path).Project.Solution;
    }

    private static bool IsAt(TextDocument document, string path)
        => document.FilePath is { } place && string.Equals(place.Replace('\\', '/'), path.Replace('\\', '/'), StringComparison.OrdinalIgnoreCase);
}
