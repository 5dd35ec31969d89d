using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>One reader of the cluster's log per node, and everyone on the node who lives from it.</summary>
internal interface INodeFeed
{
    /// <summary>
    /// A timestamp of the node's <see cref="TimeProvider"/>: every entry that was in the log at that moment has been given
    /// to its subscribers. 0: never yet.
    /// </summary>
    long ConfirmedAt { get; }

    /// <summary>Gives the entries of a topic to <paramref name="subscriber"/>, in order.</summary>
    IDisposable Subscribe(string topic, IFeedSubscriber subscriber);

    /// <summary>An append with an id of its own, to be handed to the engine; retried with the same id, it happens once.</summary>
    LogAppend Prepare(string topic, ReadOnlyMemory<byte> payload);

    /// <summary>Appends, again and again with the same id while the engine does not answer, until it did or is cancelled.</summary>
    ValueTask<LogPosition> AppendAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>As the other overload, with an append prepared before.</summary>
    ValueTask<LogPosition> AppendAsync(LogAppend append, CancellationToken cancellationToken);

    /// <summary>Waits until this node has given every entry up to <paramref name="position"/> to its subscribers.</summary>
    ValueTask WaitUntilAppliedAsync(LogPosition position, CancellationToken cancellationToken);
}
