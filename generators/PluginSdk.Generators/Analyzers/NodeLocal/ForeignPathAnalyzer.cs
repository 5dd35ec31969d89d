using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Reports files that are opened by a constant path, or in a folder of the machine or the process.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForeignPathAnalyzer() : NodeLocalAnalyzer(NodeLocalRules.ForeignPath)
{
    private static readonly HashSet<string> s_fileTypes = new(StringComparer.Ordinal)
    {
        "System.IO.File", "System.IO.Directory", "System.IO.FileStream", "System.IO.FileInfo", "System.IO.DirectoryInfo",
        "System.IO.StreamReader", "System.IO.StreamWriter", "System.IO.FileSystemWatcher",
    };

    private static readonly HashSet<string> s_folders = new(StringComparer.Ordinal)
    {
        "System.IO.Path.GetTempPath", "System.IO.Path.GetTempFileName", "System.IO.Directory.GetCurrentDirectory",
        "System.IO.Directory.CreateTempSubdirectory", "System.Environment.CurrentDirectory", "System.Environment.GetFolderPath",
        "System.AppContext.BaseDirectory", "System.AppDomain.BaseDirectory", "System.Reflection.Assembly.Location",
    };

    private protected override void Register(CompilationStartAnalysisContext context, NodeLocalScope scope)
    {
        context.RegisterOperationAction(
            operation =>
            {
                if (FolderOf(operation.Operation) is { } folder && scope.Covers(operation.ContainingSymbol))
                    Report(operation, operation.Operation.Syntax, $"'{folder}'");
            },
            OperationKind.Invocation, OperationKind.PropertyReference);
        context.RegisterOperationAction(
            operation =>
            {
                foreach (var (parameter, value) in PathsOf(operation.Operation))
                {
                    if (value.ConstantValue is { HasValue: true, Value: string { Length: > 0 } path } && scope.Covers(operation.ContainingSymbol))
                        Report(operation, value.Syntax, $"The path '{path}', given as '{parameter}',");
                }
            },
            OperationKind.Invocation, OperationKind.ObjectCreation);
    }

    private static string? FolderOf(IOperation operation)
    {
        ISymbol? member = operation switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };
        return member is { ContainingType: { } type } && s_folders.Contains($"{TypeNames.Metadata(type)}.{member.Name}") ? $"{type.Name}.{member.Name}" : null;
    }

    private static IEnumerable<(string Parameter, IOperation Value)> PathsOf(IOperation operation)
    {
        var (method, arguments) = operation switch
        {
            IInvocationOperation { TargetMethod: { IsStatic: true } target } invocation => (target, invocation.Arguments),
            IObjectCreationOperation { Constructor: { } constructor } creation => (constructor, creation.Arguments),
            _ => (null, []),
        };
        if (method is null || !s_fileTypes.Contains(TypeNames.Metadata(method.ContainingType)))
            yield break;
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { Type.SpecialType: SpecialType.System_String } parameter
                && (parameter.Name.EndsWith("path", StringComparison.OrdinalIgnoreCase) || parameter.Name.EndsWith("FileName", StringComparison.OrdinalIgnoreCase)))
            {
                yield return (parameter.Name, argument.Value);
            }
        }
    }
}
