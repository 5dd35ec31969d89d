using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;

namespace PluginSdk.Generators.Tests.Verification;

/// <summary>A small project: its source files, its build properties and what it references.</summary>
internal sealed record GeneratorInput
{
    /// <summary>What a project of a plugin sees: the framework and the contract.</summary>
    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(ICluster).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(IServiceCollection).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(MessagePack.KeyAttribute).Assembly.Location),
    ];

    /// <summary><c>field</c> is part of C# 14, which the Roslyn of the floor calls preview.</summary>
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Preview, DocumentationMode.Parse);

    public string AssemblyName { get; init; } = "Acme.Reports";

    public ImmutableSortedDictionary<string, string> Files { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Build properties by name, as <c>CompilerVisibleProperty</c> hands them to the compiler.</summary>
    public ImmutableSortedDictionary<string, string> Properties { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add("RootNamespace", "Acme.Reports")
            .Add("PluginKey", "acme.reports")
            .Add("IsClusterPlugin", "true")
            .Add("ClusterCompatible", "true")
            .Add("Version", "1.2.3")
            .Add("PackageId", "Acme.Reports")
            .Add("Authors", "Acme")
            .Add("Description", "Reports for everybody.");

    public ImmutableArray<MetadataReference> References { get; init; } = s_references;

    public static CSharpParseOptions ParseOptions => s_parseOptions;

    /// <summary>The project of a plugin with one source file.</summary>
    public static GeneratorInput Of(string source) => new GeneratorInput().WithFile("Source.cs", source);

    /// <summary>A project that only uses the attributes: no key, not a plugin.</summary>
    public static GeneratorInput OfApplication(string source) => Of(source) with
    {
        Properties = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("RootNamespace", "Acme.Reports"),
    };

    public GeneratorInput WithFile(string path, string source) => this with { Files = Files.SetItem(path, source) };

    public GeneratorInput WithProperty(string name, string value) => this with { Properties = Properties.SetItem(name, value) };

    public GeneratorInput WithoutProperty(string name) => this with { Properties = Properties.Remove(name) };

    public GeneratorInput WithReference(MetadataReference reference) => this with { References = References.Add(reference) };

    public CSharpCompilation Compile(bool reverseTreeOrder = false)
    {
        var trees = Files.Select(file => CSharpSyntaxTree.ParseText(WithUsings(file.Value), s_parseOptions, file.Key));
        return CSharpCompilation.Create(
            AssemblyName,
            reverseTreeOrder ? trees.Reverse() : trees,
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>Stands for the implicit usings of a plugin's project; on the first line, so that positions are off by one line only.</summary>
    public static string WithUsings(string source) =>
        "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using PluginSdk;\n" + source;
}
