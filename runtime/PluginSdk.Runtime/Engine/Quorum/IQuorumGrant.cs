namespace PluginSdk.Runtime.Engine;

/// <summary>A lock that is held on a majority of servers; disposing releases it.</summary>
public interface IQuorumGrant : IAsyncDisposable
{
    /// <summary>Cancelled when it turns out that no majority holds the lock any more, which can be after another has it.</summary>
    CancellationToken Lost { get; }
}
