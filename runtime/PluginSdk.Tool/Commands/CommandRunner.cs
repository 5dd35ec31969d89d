using System.CommandLine;
using System.Runtime.InteropServices;
using PluginSdk.Packaging;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Tool.Commands;

/// <summary>Runs the command that was asked for and turns what goes wrong into one sentence and an exit code.</summary>
internal static class CommandRunner
{
    private const string TraceVariable = "CLUSTERPLUGIN_TRACE";

    /// <summary>As shells count it: 128 and the number of the signal.</summary>
    private const int Interrupted = 130;

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

        using var interrupt = EndAtSecondInterrupt();
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
#pragma warning disable CA1031 // The last word to the user; the stack is for whoever asks for it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Console.Error.WriteLine($"clusterplugin: {e.Message} This should not happen; set {TraceVariable}=1 and run it again for the details to report.");
            if (Environment.GetEnvironmentVariable(TraceVariable) == "1")
                Console.Error.WriteLine(e);
            return ExitCode.Failed;
        }
    }

    /// <summary>The first Ctrl+C drains and stops; whoever has no patience for that presses it again.</summary>
    private static PosixSignalRegistration EndAtSecondInterrupt()
    {
        var interrupts = 0;
        return PosixSignalRegistration.Create(PosixSignal.SIGINT, _ =>
        {
            if (Interlocked.Increment(ref interrupts) > 1)
                Environment.Exit(Interrupted);
        });
    }

    private static int Say(Exception e, int exitCode)
    {
        Console.Error.WriteLine($"clusterplugin: {e.Message}");
        return exitCode;
    }
}
