using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Contracts;

/// <summary>
/// In a build with <c>UpdateClusterContracts=true</c>, puts the contract into the assembly, from where the build task takes
/// it to the file. Every other build has nothing of it.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ContractGenerator : IIncrementalGenerator
{
    /// <summary>The key of the assembly's metadata that carries the text.</summary>
    public const string MetadataKey = "PluginSdk.ClusterContracts";

    /// <summary>The step that yields the text, or null.</summary>
    public const string TextStep = "ContractText";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var settings = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => ContractSettings.Of(options.GlobalOptions));
        var file = context.AdditionalTextsProvider
            .Combine(settings)
            .Where(static both => both.Right.IsContractFile(both.Left.Path))
            .Select(static (both, cancellationToken) => both.Left.GetText(cancellationToken)?.ToString() ?? "")
            .Collect()
            .Select(static (texts, _) => texts.Length == 0 ? "" : texts[0]);
        var wanted = settings
            .Combine(file)
            .Combine(context.CompilationProvider)
            .Select(static (all, cancellationToken) => all.Left.Left.IsUpdating ? TextOf(all.Right, all.Left.Right, cancellationToken) : null)
            .WithTrackingName(TextStep);
        context.RegisterSourceOutput(wanted, static (output, text) =>
        {
            if (text is null)
                return;
            var writer = SourceWriter.ForGeneratedFile();
            writer.Line($"[assembly: global::System.Reflection.AssemblyMetadata(\"{MetadataKey}\", {CSharpLiteral.Of(text)})]");
            output.AddSource("ClusterContracts.g.cs", writer.ToSourceText());
        });
    }

    /// <summary>Nothing where the file is not understood: what it remembers would be lost, and the analyzer says so.</summary>
    private static string? TextOf(Compilation compilation, string file, CancellationToken cancellationToken)
    {
        if (ContractText.Parse(file, out _) is not { } old)
            return null;
        var (contract, _) = ContractBuilder.Build(compilation.Assembly, cancellationToken);
        return ContractText.Of(contract.Remembering(old));
    }
}
