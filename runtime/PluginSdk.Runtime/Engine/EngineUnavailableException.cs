namespace PluginSdk.Runtime.Engine;

/// <summary>The engine did not answer. What was asked may or may not have been done.</summary>
public sealed class EngineUnavailableException(string message, Exception? innerException = null) : ClusterUnavailableException(message, innerException);
