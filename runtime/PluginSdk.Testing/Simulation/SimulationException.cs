namespace PluginSdk.Testing.Simulation;

/// <summary>A simulation cannot go on: nothing can run, it runs without end, or it is not repeatable any more.</summary>
public sealed class SimulationException : Exception
{
    /// <summary>With a message and, where there is one, the failure behind it.</summary>
    public SimulationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
