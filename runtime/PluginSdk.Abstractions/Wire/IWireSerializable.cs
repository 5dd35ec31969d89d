namespace PluginSdk.Wire;

/// <summary>
/// A type that knows its own codec. The source generator implements this for partial types that are annotated
/// with <see cref="ClusterSerializableAttribute"/> or <c>[ClusterEvent]</c>. A type that implements it by hand keeps the
/// codec that its author wrote, wherever it is reached.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IWireSerializable<TSelf>
    where TSelf : IWireSerializable<TSelf>
{
    /// <summary>The codec of the type.</summary>
    static abstract IWireCodec<TSelf> Codec { get; }
}
