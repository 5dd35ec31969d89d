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

    /// <summary>The property of a diagnostic that carries where the file is.</summary>
    public const string PathProperty = "ContractPath";

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
        if (settings.Path is null || context.Compilation.GetTypeByMetadataName(KnownNames.PluginContract) is null)
            return;
        var file = context.Options.AdditionalFiles.FirstOrDefault(candidate => settings.IsContractFile(candidate.Path));
        var text = file?.GetText(context.CancellationToken)?.ToString();
        var wrongLine = -1;
        var old = text is null ? null : ContractText.Parse(text, out wrongLine);
        if (text is not null && old is null)
        {
            ReportUnreadable(context, settings, file!.Path, text, wrongLine);
            return;
        }

        if (settings.IsUpdating)
            return;
        var (contract, places) = ContractBuilder.Build(context.Compilation.Assembly, context.CancellationToken);
        var wanted = Properties(settings, ContractText.Of(contract.Remembering(old)));
        if (old is null)
        {
            if (!contract.IsEmpty)
                Report(context, SerializationRules.ContractNotWritten, FirstPlace(contract, places), wanted, $"The project has no {settings.FileName}.");
            return;
        }

        Compare(context, settings, old, contract, places, (file!.Path, text!), wanted);
    }

    private static void Compare(
        CompilationAnalysisContext context,
        ContractSettings settings,
        ClusterContract old,
        ClusterContract contract,
        IReadOnlyDictionary<string, Location> places,
        (string Path, string Text) file,
        ImmutableDictionary<string, string?> wanted)
    {
        var changes = ContractComparison.Compare(old, contract);
        foreach (var change in changes)
        {
            var rule = change.IsBreak ? SerializationRules.ContractBroken : SerializationRules.ContractOrder;
            Report(context, rule, PlaceOf(change, places, old, file.Path, file.Text), wanted, change.What);
        }

        if (changes.Count == 0 && wanted[TextProperty] != file.Text.Replace("\r\n", "\n"))
        {
            var added = contract.ElementsBeyond(old).FirstOrDefault(places.ContainsKey);
            var place = added is null ? LineAt(file.Path, file.Text, 0) : places[added];
            Report(context, SerializationRules.ContractNotWritten, place, wanted, $"{settings.FileName} does not say what the code puts on the wire.");
        }
    }

    /// <summary>Also while the file is to be written: what it remembers would be lost.</summary>
    private static void ReportUnreadable(CompilationAnalysisContext context, ContractSettings settings, string path, string text, int line)
    {
        var what = $"Line {line + 1} of {settings.FileName} is not understood, so that what it remembers of earlier versions would be lost. "
            + "Repair that line (is it left over from a merge?), or delete the file to start anew.";
        context.ReportDiagnostic(Diagnostic.Create(
            SerializationRules.ContractNotWritten,
            LineAt(path, text, line),
            DiagnosticSeverity.Error,
            additionalLocations: null,
            properties: null,
            what));
    }

    private static Location? FirstPlace(ClusterContract contract, IReadOnlyDictionary<string, Location> places)
        => contract.Entries.Keys.Where(places.ContainsKey).Select(entry => places[entry]).FirstOrDefault();

    private static void Report(CompilationAnalysisContext context, DiagnosticDescriptor rule, Location? place, ImmutableDictionary<string, string?> wanted, string what)
        => context.ReportDiagnostic(new Problem(rule, place ?? Location.None, wanted, [what]).ToDiagnostic(context.Options));

    private static ImmutableDictionary<string, string?> Properties(ContractSettings settings, string wanted)
        => ImmutableDictionary<string, string?>.Empty.Add(TextProperty, wanted).Add(PathProperty, settings.Path);

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
