using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Diagnostics;

/// <summary>
/// What is wrong with a declaration. The parsers of the generator fill it and give up; the analyzers run the same
/// parsers and report it.
/// </summary>
internal sealed class Problems
{
    private readonly List<Problem> _all = [];

    public IReadOnlyList<Problem> All => _all;

    /// <summary>How many of them stop the generator.</summary>
    public int Errors { get; private set; }

    public void Add(DiagnosticDescriptor rule, Location? place, params object?[] arguments) =>
        Add(new Problem(rule, place, arguments));

    /// <summary>Adds a problem that a code fix can mend with the text in <paramref name="fix"/>.</summary>
    public void AddFixable(DiagnosticDescriptor rule, Location? place, string fix, params object?[] arguments) =>
        Add(new Problem(rule, place ?? Location.None, ImmutableDictionary<string, string?>.Empty.Add(FixProperty, fix), arguments));

    /// <summary>The property of a diagnostic that carries what its code fix writes.</summary>
    public const string FixProperty = "Fix";

    public void Add(Problem problem)
    {
        _all.Add(problem);
        if (problem.Rule.DefaultSeverity == DiagnosticSeverity.Error)
            Errors++;
    }
}
