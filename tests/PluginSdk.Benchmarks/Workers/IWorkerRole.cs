namespace PluginSdk.Benchmarks.Workers;

/// <summary>A node's part in a measurement that wants nodes in processes of their own.</summary>
internal interface IWorkerRole : IAsyncDisposable
{
    /// <summary>Plays the part once, at the same time as the other workers.</summary>
    /// <param name="round">How often it was played before.</param>
    /// <returns>What was measured, in an order that role and figure agree on.</returns>
    Task<IReadOnlyList<double>> PlayAsync(int round);
}
