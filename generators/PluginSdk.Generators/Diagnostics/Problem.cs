using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginSdk.Generators.Manifest;

namespace PluginSdk.Generators.Diagnostics;

/// <summary>One thing that is wrong: the rule, the place, and what the message fills in.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Place">Where the author must look.</param>
/// <param name="Properties">What a code fix needs to know.</param>
/// <param name="Arguments">Of the message.</param>
internal sealed record Problem(
    DiagnosticDescriptor Rule,
    Location Place,
    ImmutableDictionary<string, string?> Properties,
    object?[] Arguments)
{
    public Problem(DiagnosticDescriptor rule, Location? place, params object?[] arguments)
        : this(rule, place ?? Location.None, ImmutableDictionary<string, string?>.Empty, arguments)
    {
    }

    /// <summary>The diagnostic; in a project that does not claim to be cluster compatible, errors become warnings.</summary>
    public Diagnostic ToDiagnostic(AnalyzerOptions options)
    {
        var severity = Rule.DefaultSeverity == DiagnosticSeverity.Error
            && !new BuildProperties(options.AnalyzerConfigOptionsProvider.GlobalOptions).IsClusterCompatible
            ? DiagnosticSeverity.Warning
            : Rule.DefaultSeverity;
        return Diagnostic.Create(Rule, Place, severity, additionalLocations: null, Properties, Arguments);
    }
}
