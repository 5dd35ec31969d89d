using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>The record of one per-cluster job in the engine. Every write also brings the engine's time.</summary>
internal sealed class JobClaims(IRecordStore records, EngineClock clock, TimeProvider time, string plugin, string job)
{
    // One collection for each plugin: its jobs can be listed without those of the others.
    private readonly string _collection = $"jobs/{plugin}";

    public async ValueTask<(JobClaim? Claim, long Version)> ReadAsync(CancellationToken cancellationToken) =>
        await records.GetAsync(_collection, job, cancellationToken) is { } record
            ? (JobClaim.Decode(record.Value.Span, record.Version), record.Version)
            : (null, 0);

    /// <summary>Writes the record if it is still at <paramref name="expectedVersion"/>.</summary>
    /// <exception cref="EngineUnavailableException">No answer: it may or may not have been written.</exception>
    public async ValueTask<CompareAndSetResult> WriteAsync(long expectedVersion, JobClaim claim, CancellationToken cancellationToken)
    {
        var sent = time.GetTimestamp();
        var result = await records.CompareAndSetAsync(_collection, job, expectedVersion, claim.Encode(), null, cancellationToken);
        clock.Observe(result.Time, sent);
        return result;
    }
}
