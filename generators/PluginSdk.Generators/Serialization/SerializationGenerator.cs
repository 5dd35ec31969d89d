using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Manifest;
using PluginSdk.Generators.Serialization.Emission;
using PluginSdk.Generators.Serialization.Model;
using PluginSdk.Generators.Serialization.Parsing;

namespace PluginSdk.Generators.Serialization;

/// <summary>
/// Generates one codec for each type that events and cache keys and values reach.
/// </summary>
/// <remarks>
/// The roots are gathered as names, and one walk over the compilation finds everything behind them: a type that two roots
/// reach is parsed once. That walk runs again after each edit, as a transform for each root would; its models are equal
/// if nothing that matters has changed, so that no file is emitted anew.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class SerializationGenerator : IIncrementalGenerator
{
    /// <summary>The step that yields the names of annotated types and members.</summary>
    public const string RootsStep = "SerializationRoots";

    /// <summary>The step that yields a model for each codec.</summary>
    public const string CodecsStep = "SerializationCodecs";

    /// <summary>The step that yields the partial types that know their codec.</summary>
    public const string SelfDescriptionsStep = "SerializationSelfDescriptions";

    /// <summary>The step that yields the formatters for MessagePack-CSharp, or null.</summary>
    public const string ResolverStep = "SerializationResolver";

    private static readonly string[] s_attributes =
    [
        "PluginSdk.ClusterEventAttribute",
        "PluginSdk.ClusterSerializableAttribute",
        "PluginSdk.ClusterCacheAttribute",
    ];

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var roots = s_attributes
            .Select(attribute => context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    attribute,
                    static (_, _) => true,
                    static (annotated, _) => SerializationRoot.Of(annotated.TargetSymbol))
                .Collect())
            .Aggregate((left, right) => left.Combine(right).Select(static (both, _) => both.Left.AddRange(both.Right)))
            .Select(static (all, _) => all.Distinct().ToEquatableArray())
            .WithTrackingName(RootsStep);

        var inCompilation = roots.Combine(context.CompilationProvider);

        var codecs = inCompilation
            .SelectMany(static (both, cancellationToken) => TypeGraph.Walk(both.Left, both.Right.Assembly, cancellationToken))
            .WithTrackingName(CodecsStep);
        context.RegisterSourceOutput(codecs, static (output, model) =>
            output.AddSource(model.HintName, CodecEmitter.Emit(model)));

        // Only where the bridge to MessagePack-CSharp is referenced, and only there is the aggregate waited for.
        var bridged = context.CompilationProvider
            .Select(static (compilation, _) => MessagePackBridge.IsReferenced(compilation) ? compilation.AssemblyName : null);
        var resolver = bridged
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => ResolverSettings.Of(options.GlobalOptions)))
            .Combine(codecs.Select(static (model, _) => new FormatterModel(model.Type, "global::" + model.FullName)).Collect())
            .Select(static (all, _) => all.Left.Left is not { } assembly || all.Right.IsEmpty
                ? null
                : new ResolverModel(NamespaceOf(all.Left.Right.RootNamespace ?? assembly), all.Left.Right.IsPublic, all.Right.ToEquatableArray()))
            .WithTrackingName(ResolverStep);
        context.RegisterSourceOutput(resolver, static (output, model) =>
        {
            if (model is not null)
                output.AddSource("WireFormatterResolver.g.cs", ResolverEmitter.Emit(model));
        });

        var selfDescriptions = inCompilation
            .SelectMany(static (both, _) => TypeGraph.SelfDescriptions(both.Left, both.Right.Assembly))
            .WithTrackingName(SelfDescriptionsStep);
        context.RegisterSourceOutput(selfDescriptions, static (output, description) =>
            output.AddSource(description.HintName, SelfDescriptionEmitter.Emit(description)));
    }

    private static string NamespaceOf(string project)
        => ProjectModel.NamespaceOf(project) is { } space ? space + ".Generated" : "Generated";

    private sealed record ResolverSettings(string? RootNamespace, bool IsPublic)
    {
        public static ResolverSettings Of(AnalyzerConfigOptions options)
        {
            var properties = new BuildProperties(options);
            return new ResolverSettings(
                properties["RootNamespace"],
                string.Equals(properties["WireFormatterResolver"], "public", StringComparison.OrdinalIgnoreCase));
        }
    }
}
