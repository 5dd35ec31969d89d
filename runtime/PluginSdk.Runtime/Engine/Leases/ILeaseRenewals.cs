namespace PluginSdk.Runtime.Engine;

/// <summary>
/// Renewals for a thread that waits for their answers. They need nothing of the thread pool, neither to be sent nor to be
/// answered: a lease is kept even while the application has the pool do nothing but block.
/// </summary>
public interface ILeaseRenewals
{
    /// <summary>Sends a renewal, as <see cref="ILeaseStore.RenewAsync"/>, without waiting for its answer.</summary>
    /// <param name="name">The lease.</param>
    /// <param name="owner">Its owner.</param>
    /// <param name="duration">For how long it is extended.</param>
    /// <exception cref="EngineUnavailableException">It could not be sent.</exception>
    ILeaseRenewal Send(string name, string owner, TimeSpan duration);
}

/// <summary>A renewal under way.</summary>
public interface ILeaseRenewal
{
    /// <summary>Ends when the answer is there, or will not come. To be waited for by a thread.</summary>
    Task Answered { get; }

    /// <summary>The answer, when it is there: false if the lease is not held any more.</summary>
    /// <exception cref="EngineUnavailableException">There is none: the lease may have been extended.</exception>
    bool Read();
}
