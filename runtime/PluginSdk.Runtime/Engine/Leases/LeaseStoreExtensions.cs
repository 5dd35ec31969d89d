namespace PluginSdk.Runtime.Engine;

/// <summary>Shorter ways to ask a lease store.</summary>
public static class LeaseStoreExtensions
{
    /// <summary>The only or first holder of a lease; null if nobody holds it.</summary>
    public static async ValueTask<LeaseHolder?> GetHolderAsync(this ILeaseStore leases, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leases);
        return await leases.GetHoldersAsync(name, cancellationToken) is [var first, ..] ? first : null;
    }
}
