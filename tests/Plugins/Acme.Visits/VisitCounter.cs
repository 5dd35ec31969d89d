using PluginSdk;

namespace Acme.Visits;

/// <summary>Keeps the number of visits of each page for a while, and tells all nodes of every visit.</summary>
public sealed partial class VisitCounter(ICluster cluster)
{
    /// <summary>The visits of a page, counted once for all nodes.</summary>
    [ClusterCache("visits", Loader = nameof(CountAsync), ExpireAfterWrite = "1m")]
    public partial IClusterCache<string, int> Visits { get; }

    /// <summary>Tells all nodes of a visit.</summary>
    public async Task VisitAsync(string page, CancellationToken cancellationToken) =>
        await cluster.Events.PublishAsync(new Visited(page), cancellationToken);

    /// <summary>A visit on this node changes the count.</summary>
    [ClusterEventHandler]
    public async Task OnVisited(Visited visited, CancellationToken cancellationToken) =>
        await Visits.RemoveAsync(visited.Page, cancellationToken);

    private static ValueTask<int> CountAsync(string page, CancellationToken cancellationToken) => new(page.Length);
}
