namespace PluginSdk.Wire;

/// <summary>Writes MessagePack.</summary>
public ref struct WireWriter;
