namespace PluginSdk.Tool;

/// <summary>What the command tells the shell. The numbers are part of <c>--help</c> and do not change.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A package or assembly was refused, a validator found something, a promise was not kept.</summary>
    public const int Failed = 1;

    /// <summary>The command line says something that cannot be done.</summary>
    public const int Usage = 2;

    /// <summary>The cluster's engine does not answer.</summary>
    public const int EngineUnavailable = 3;
}
