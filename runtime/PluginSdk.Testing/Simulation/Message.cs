namespace PluginSdk.Testing.Simulation;

/// <summary>Something on its way between a node and the engine.</summary>
/// <param name="Name">What it is, for the schedule.</param>
/// <param name="Arrive">What it does to the receiver.</param>
internal sealed record Message(string Name, Action Arrive) : INamedWork
{
    /// <summary>For <see cref="SynchronizationContext.Post"/> and timers.</summary>
    public static void Deliver(object? message) => ((Message)message!).Arrive();
}
