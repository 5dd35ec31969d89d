using System.Diagnostics;

namespace PluginSdk.Tool.Demo;

/// <summary>Runs a program and keeps what it prints, to be shown only when it fails.</summary>
internal static class CommandLine
{
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, string directory, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start) ?? throw new ToolException($"'{program}' could not be started. Install the .NET SDK and try again.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var said = await output.ConfigureAwait(false) + await errors.ConfigureAwait(false);
        return process.ExitCode == 0
            ? said
            : throw new ToolException($"'{program} {string.Join(' ', arguments)}' failed in {directory}; it said:{Environment.NewLine}{said.Trim()}");
    }
}
