namespace PluginSdk.Packaging;

/// <summary>A plugin package or descriptor was refused. The message says why, and what to do next.</summary>
public sealed class PluginPackageException : Exception
{
    internal PluginPackageException(PackageFailure failure, string code, string message, string nextStep, Exception? cause = null)
        : base($"{code}: {message} {nextStep}", cause)
    {
        Failure = failure;
        Code = code;
        Problem = message;
        NextStep = nextStep;
    }

    /// <summary>Why it was refused.</summary>
    public PackageFailure Failure { get; }

    /// <summary>The id under which the documentation describes this refusal, such as <c>PSDK065</c>.</summary>
    public string Code { get; }

    /// <summary>What is wrong, in a sentence.</summary>
    public string Problem { get; }

    /// <summary>What to do about it, in a sentence.</summary>
    public string NextStep { get; }
}
