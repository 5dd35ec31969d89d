namespace PluginSdk.EndToEnd.Tests;

/// <summary>What a command said and how it ended.</summary>
/// <param name="Command">The command line, for messages.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output and standard error, in the order of arrival.</param>
internal sealed record CommandResult(string Command, int ExitCode, string Output)
{
    /// <summary>Fails the test with the whole output unless the command succeeded without a warning.</summary>
    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"{Command} ended with {ExitCode}{Environment.NewLine}{Output}");
        return this;
    }

    /// <summary>Fails the test with the whole output unless the command failed.</summary>
    public CommandResult Failed()
    {
        Assert.True(ExitCode != 0, $"{Command} succeeded{Environment.NewLine}{Output}");
        return this;
    }
}
