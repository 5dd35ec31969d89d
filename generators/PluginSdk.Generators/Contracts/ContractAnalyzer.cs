using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PluginSdk.Generators.Diagnostics;

namespace PluginSdk.Generators.Contracts;

/// <summary>Holds the code against the contract that was checked in.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic that carries what the file should say.</summary>
    public const string TextProperty = "ContractText";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [SerializationRules.ContractNotWritten, SerializationRules.ContractBroken, SerializationRules.ContractOrder];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(Analyze);
    }

    private static void Analyze(CompilationAnalysisContext context)
    {
        var settings = ContractSettings.Of(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
        if (settings.Path is null || settings.IsUpdating || context.Compilation.GetTypeByMetadataName(KnownNames.PluginContract) is null)
            return;
        var (contract, places) = ContractBuilder.Build(context.Compilation.Assembly, context.CancellationToken);
        var file = context.Options.AdditionalFiles.FirstOrDefault(candidate => ContractSettings.IsContractFile(candidate.Path));
        var text = file?.GetText(context.CancellationToken)?.ToString();
        if (text is null)
        {
            if (!contract.IsEmpty)
                ReportMissing(context, contract, places);
            return;
        }

        var old = ContractText.Parse(text, out var wrongLine);
        var wanted = ContractText.Of(contract.Remembering(old));
        if (old is null)
        {
            Report(context, SerializationRules.ContractNotWritten, LineAt(file!.Path, text, wrongLine), wanted, $"Line {wrongLine + 1} of {ClusterContract.FileName} is not understood.");
            return;
        }

        var changes = ContractComparison.Compare(old, contract);
        foreach (var change in changes)
        {
            var rule = change.IsBreak ? SerializationRules.ContractBroken : SerializationRules.ContractOrder;
            Report(context, rule, PlaceOf(change, places, old, file!.Path, text), wanted, change.What);
        }

        if (changes.Count == 0 && wanted != text.Replace("\r\n", "\n"))
        {
            var added = contract.ElementsBeyond(old).FirstOrDefault(places.ContainsKey);
            var place = added is null ? LineAt(file!.Path, text, 0) : places[added];
            Report(context, SerializationRules.ContractNotWritten, place, wanted, $"{ClusterContract.FileName} does not say what the code puts on the wire.");
        }
    }

    /// <summary>A project that keeps no contract yet is told so, and not bothered.</summary>
    private static void ReportMissing(CompilationAnalysisContext context, ClusterContract contract, IReadOnlyDictionary<string, Location> places)
        => context.ReportDiagnostic(Diagnostic.Create(
            SerializationRules.ContractNotWritten,
            contract.Entries.Keys.Where(places.ContainsKey).Select(entry => places[entry]).FirstOrDefault(),
            DiagnosticSeverity.Info,
            additionalLocations: null,
            Properties(ContractText.Of(contract)),
            $"The project has no {ClusterContract.FileName}."));

    private static void Report(CompilationAnalysisContext context, DiagnosticDescriptor rule, Location place, string wanted, string what)
        => context.ReportDiagnostic(new Problem(rule, place, Properties(wanted), [what]).ToDiagnostic(context.Options));

    private static ImmutableDictionary<string, string?> Properties(string wanted)
        => ImmutableDictionary<string, string?>.Empty.Add(TextProperty, wanted);

    /// <summary>At the member that changed; where that is gone, at its type or at its line in the file.</summary>
    private static Location PlaceOf(ContractChange change, IReadOnlyDictionary<string, Location> places, ClusterContract old, string path, string text)
    {
        if (places.TryGetValue(change.Element, out var place))
            return place;
        var element = change.Element;
        if (element.StartsWith("type ", StringComparison.Ordinal))
        {
            var name = element.Substring("type ".Length).Split('\n')[0];
            if (places.TryGetValue("type " + name, out place))
                return place;
            element = old.Types.TryGetValue(name, out var type) ? $"{type.Form} {element.Substring("type ".Length)}" : element;
        }
        else if (old.Entries.TryGetValue(element, out var entry))
        {
            element = $"{entry.Kind} {entry.Name}";
        }

        return LineAt(path, text, ContractText.LineOf(text.Replace("\r\n", "\n"), element));
    }

    private static Location LineAt(string path, string text, int line)
    {
        var source = SourceText.From(text);
        var span = source.Lines[Math.Min(line, source.Lines.Count - 1)].Span;
        return Location.Create(path, span, source.Lines.GetLinePositionSpan(span));
    }
}
