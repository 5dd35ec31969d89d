namespace PluginSdk.Tool;

/// <summary>Ends a command with one sentence for the user: what happened and what to do next.</summary>
internal sealed class ToolException(string message, int exitCode = ExitCode.Failed, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode { get; } = exitCode;
}
