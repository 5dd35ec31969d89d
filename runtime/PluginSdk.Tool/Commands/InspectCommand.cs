using System.CommandLine;
using PluginSdk.Packaging;
using Spectre.Console;

namespace PluginSdk.Tool.Commands;

/// <summary><c>clusterplugin inspect</c></summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var package = CommonOptions.Package();
        var json = new Option<bool>("--json") { Description = "Print plugin.json as it stands in the package." };
        var command = new Command("inspect", "Shows what is in a package and whether it earned its compatibility flag. Verifies every hash on the way.") { package, json };
        command.SetAction(result => Run(result.GetRequiredValue(package).FullName, result.GetValue(json)));
        return command;
    }

    private static int Run(string path, bool json)
    {
        var package = PluginPackage.Open(path);
        if (json)
            Console.Out.Write(System.Text.Encoding.UTF8.GetString(package.Document.ToJson()));
        else
            Print(package);
        return ExitCode.Done;
    }

    private static void Print(PluginPackage package)
    {
        var document = package.Document;
        var console = AnsiConsole.Console;
        Terminal.Line($"[bold]{document.Name ?? document.Key}[/] {document.Version}  [grey]{document.Description ?? ""}[/]");

        var facts = new Grid().AddColumn().AddColumn();
        Fact("key", document.Key);
        Fact("vendor", document.Vendor ?? "–");
        Fact("contract", document.Contract);
        Fact("built with", $"PluginSdk {document.Sdk}");
        Fact("package hash", package.Hash);
        Fact("cluster compatible", document.Compatibility.Flag ? "yes, confirmed by the build" : "no");
        console.Write(facts);

        List("Why not", document.Compatibility.Flag ? [] : document.Compatibility.Reasons);
        List("Caches", document.Caches.Select(cache => $"{cache.Name}: {(cache.Key is null ? "" : $"{cache.Key} to ")}{cache.Value}, {cache.Member}"));
        List("Locks", document.Locks.Select(item => $"{item.Name}, {item.Member}"));
        List("Jobs", document.Jobs.Select(job => $"{job.Name}: once per {job.Scope}, {(job.Cron is null ? $"every {job.Every}" : $"{job.Cron} {job.TimeZone ?? "UTC"}")}, {job.Member}"));
        List("Events", document.Events.Select(item => $"{item.Name}: {item.Type}"));
        List("Handlers", document.Handlers.Select(handler => $"{handler.Event}, {handler.Origin}: {handler.Member}"));
        List("Suppressions", document.Compatibility.Suppressions.Select(item => $"{item.Rule}: {item.Justification ?? "without justification"}"));
        List("Files", document.Files.Select(file => $"{file.Path}, {file.Size:N0} bytes, {file.Sha256[..12]}"));

        void Fact(string name, string value) => facts.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));

        void List(string title, IEnumerable<string> lines)
        {
            var all = lines.ToList();
            if (all.Count == 0)
                return;
            Terminal.Line($"[bold]{title}[/]");
            foreach (var line in all)
                Terminal.Line($"  {line}");
        }
    }
}
