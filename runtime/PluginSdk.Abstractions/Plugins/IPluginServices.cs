namespace PluginSdk;

/// <summary>
/// Reaches into every plugin of a host that offers the contract <typeparamref name="TContract"/>. The contract's
/// assembly is one that the host shares. Calls are counted, so that a plugin that stops waits for those under way.
/// </summary>
public interface IPluginServices<TContract>
    where TContract : class
{
    /// <summary>
    /// Calls <paramref name="call"/> for each running plugin that registered the contract, each in a scope of its own.
    /// </summary>
    /// <returns>The results in the order of the plugins' keys.</returns>
    /// <exception cref="AggregateException">Some calls failed; all were tried.</exception>
    Task<IReadOnlyList<TResult>> InvokeAsync<TResult>(Func<TContract, CancellationToken, Task<TResult>> call, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="InvokeAsync{TResult}"/>, without results.</summary>
    Task InvokeAsync(Func<TContract, CancellationToken, Task> call, CancellationToken cancellationToken = default);
}
