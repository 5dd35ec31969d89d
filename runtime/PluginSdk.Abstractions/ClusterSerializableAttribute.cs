namespace PluginSdk;

/// <summary>
/// Asks the source generator for the codec of a type that nothing else makes it generate: neither an event, nor a key or
/// value of a cache. A partial type then implements <see cref="Wire.IWireSerializable{TSelf}"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class ClusterSerializableAttribute : Attribute;
