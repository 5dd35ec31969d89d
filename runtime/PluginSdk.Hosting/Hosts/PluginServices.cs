using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Runtime;

namespace PluginSdk.Hosting;

internal sealed class PluginServices<TContract>(PluginHost host) : IPluginServices<TContract>
    where TContract : class
{
    public async Task<IReadOnlyList<TResult>> InvokeAsync<TResult>(Func<TContract, CancellationToken, Task<TResult>> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        await CallerContext.Leave();
        var results = new List<TResult>();
        var failures = new List<Exception>();
        foreach (var plugin in host.Node.Plugins)
        {
            // A plugin that has begun to stop takes no calls any more.
            if (!plugin.Calls.TryEnter())
                continue;
            try
            {
                if (Offers(plugin.Services))
                    results.Add(await CallAsync(plugin.Services, call, cancellationToken));
            }
#pragma warning disable CA1031 // Gathered: every plugin is tried.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                failures.Add(failure);
            }
            finally
            {
                plugin.Calls.Exit();
            }
        }
        return failures.Count == 0 ? results : throw new AggregateException($"{failures.Count} plugins failed in {typeof(TContract).Name}.", failures);
    }

    public Task InvokeAsync(Func<TContract, CancellationToken, Task> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return InvokeAsync(async (contract, token) =>
        {
            await call(contract, token);
            return true;
        }, cancellationToken);
    }

    private static bool Offers(IServiceProvider services) =>
        services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(TContract));

    private static async Task<TResult> CallAsync<TResult>(IServiceProvider services, Func<TContract, CancellationToken, Task<TResult>> call, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<TContract>(), cancellationToken);
    }
}
