using System.CommandLine;
using PluginSdk.Tool.Commands;
using Spectre.Console;

var root = new RootCommand("""
    Runs, inspects, validates and installs plugins of clustered .NET applications.

    Start here:
      clusterplugin demo                     a plugin from the template on three nodes, narrated
      dotnet new clusterplugin -n Acme.Hats  a plugin of your own; then dotnet run in its folder
      clusterplugin up Hats.cplugin          a package on three nodes in this process

    Exit codes: 0 done; 1 something was refused, found or not kept; 2 the command line cannot be understood;
    3 the cluster's engine does not answer.
    """);
root.Add(DemoCommand.Create());
root.Add(UpCommand.Create());
root.Add(InspectCommand.Create());
root.Add(ValidateCommand.Create());
root.Add(InstallCommand.Create());
root.Add(ListCommand.Create());
root.Add(UninstallCommand.Create());
root.Add(NodeCommand.Create());

// A file or a pipe has no width of its own; a timeline that breaks its lines cannot be searched.
if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 1_000;
return await CommandRunner.RunAsync(root, args);
