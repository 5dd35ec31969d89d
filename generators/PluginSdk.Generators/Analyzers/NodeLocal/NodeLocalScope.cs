using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginSdk.Generators.Manifest;

namespace PluginSdk.Generators.Analyzers;

/// <summary>
/// Where the rules about node-local state look: everywhere in a plugin; in an application, whose timers and hosted
/// services are nobody's business, only at classes that declare cluster members.
/// </summary>
internal sealed class NodeLocalScope
{
    private readonly bool _wholeProject;

    private NodeLocalScope(bool wholeProject) => _wholeProject = wholeProject;

    /// <summary>The scope, or null in a project that knows nothing of clusters.</summary>
    public static NodeLocalScope? Of(Compilation compilation, AnalyzerOptions options) =>
        compilation.GetTypeByMetadataName(KnownNames.PluginContract) is null
            ? null
            : new NodeLocalScope(new BuildProperties(options.AnalyzerConfigOptionsProvider.GlobalOptions).IsPlugin);

    public bool Covers(ISymbol? symbol)
    {
        if (_wholeProject)
            return true;
        for (var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType; type is not null; type = type.ContainingType)
        {
            if (Declarations.HasAny(type))
                return true;
        }

        return false;
    }
}
