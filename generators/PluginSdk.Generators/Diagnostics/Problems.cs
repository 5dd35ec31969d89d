using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Diagnostics;

/// <summary>
/// What is wrong with a declaration. The parsers of the generator fill it and give up; the analyzers run the same
/// parsers and report it.
/// </summary>
internal sealed class Problems
{
    private readonly List<Diagnostic> _diagnostics = [];

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>How many of them stop the generator.</summary>
    public int Errors { get; private set; }

    public void Add(DiagnosticDescriptor rule, Location? location, params object?[] arguments) =>
        Add(Diagnostic.Create(rule, location ?? Location.None, arguments));

    public void Add(Diagnostic diagnostic)
    {
        _diagnostics.Add(diagnostic);
        if (diagnostic.DefaultSeverity == DiagnosticSeverity.Error)
            Errors++;
    }
}
