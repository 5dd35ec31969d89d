namespace PluginSdk.Wire;

/// <summary>Reads MessagePack.</summary>
public ref struct WireReader;
