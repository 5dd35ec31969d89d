using System.CommandLine;
using PluginSdk.Packaging;
using Spectre.Console;

namespace PluginSdk.Tool.Commands;

/// <summary><c>clusterplugin validate</c></summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("files") { Description = "Assemblies (.dll) and packages (.cplugin).", Arity = ArgumentArity.OneOrMore }.AcceptExistingOnly();
        var command = new Command("validate", """
            Looks for code that breaks on more than one node, in any .NET assembly, whether it was built with PluginSdk or
            not: caches in static fields, timers and background services that run on every node, values that cannot cross
            to another node. Exit code 1 when something is found.
            """) { files };
        command.SetAction(result => Run(result.GetRequiredValue(files)));
        return command;
    }

    private static int Run(FileInfo[] files)
    {
        var findings = 0;
        foreach (var file in files)
            findings += Print(file, Validate(file).Findings);
        AnsiConsole.WriteLine(findings == 0 ? "Nothing found." : $"{findings} found. Each id has a page: docs/<id>.md in the PluginSdk package.");
        return findings == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static ValidatorReport Validate(FileInfo file) => file.Extension.Equals(".cplugin", StringComparison.OrdinalIgnoreCase)
        ? AssemblyValidator.Validate(PluginPackage.Open(file.FullName))
        : AssemblyValidator.Validate(File.ReadAllBytes(file.FullName), file.Name);

    private static int Print(FileInfo file, IReadOnlyList<Finding> findings)
    {
        Terminal.Line($"[bold]{file.Name}[/]");
        foreach (var finding in findings)
            Terminal.Line($"  [yellow]{finding.Rule}[/] {finding.Message}");
        return findings.Count;
    }
}
