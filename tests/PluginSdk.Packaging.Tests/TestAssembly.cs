using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PluginSdk.Packaging.Tests;

/// <summary>Assemblies that tests compile from source, as the author's build would.</summary>
internal static class TestAssembly
{
    private static readonly MetadataReference[] References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(ICluster).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(MessagePack.KeyAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(IHostedService).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(IServiceCollection).Assembly.Location),
    ];

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Preview, preprocessorSymbols: ["CODE_ANALYSIS"]);

    public static byte[] Compile(string source, string name = "Acme.Reports", OptimizationLevel optimization = OptimizationLevel.Release)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.Threading; global using System.Threading.Tasks; global using PluginSdk;", Parse, "Usings.cs"),
             CSharpSyntaxTree.ParseText(source, Parse, "Source.cs")],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: optimization, deterministic: true, allowUnsafe: true));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        return image.ToArray();
    }

    public static byte[] WithDescriptor(string json, string source = "") =>
        Compile($"[assembly: PluginSdk.CompilerServices.ClusterPluginDescriptor({SymbolDisplay.FormatLiteral(json, quote: true)})]{Environment.NewLine}{source}");
}
