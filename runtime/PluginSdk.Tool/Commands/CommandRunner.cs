using System.CommandLine;
using PluginSdk.Packaging;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Tool.Commands;

/// <summary>Runs the command that was asked for and turns what goes wrong into one sentence and an exit code.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
                Console.Error.WriteLine(error.Message);
            Console.Error.WriteLine("See 'clusterplugin --help', or --help after a command.");
            return ExitCode.Usage;
        }

        try
        {
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
        }
        catch (ToolException e)
        {
            return Say(e, e.ExitCode);
        }
        catch (PluginPackageException e)
        {
            return Say(e, ExitCode.Failed);
        }
        catch (EngineUnavailableException e)
        {
            return Say(e, ExitCode.EngineUnavailable);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Cancelled.");
            return ExitCode.Failed;
        }
    }

    private static int Say(Exception e, int exitCode)
    {
        Console.Error.WriteLine($"clusterplugin: {e.Message}");
        return exitCode;
    }
}
