namespace PluginSdk;

/// <summary>
/// What the cluster stands on did not answer. What was asked may or may not have been done; it is safe to ask again.
/// </summary>
public class ClusterUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
