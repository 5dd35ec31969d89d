namespace PluginSdk;

/// <summary>
/// A lock that many may hold for reading or one for writing. First come first served: a reader that comes after a waiting
/// writer waits too, so no writer starves. It is neither re-entrant nor can a read be upgraded to a write.
/// </summary>
public interface IClusterReaderWriterLock
{
    /// <summary>The lock's name within its plugin.</summary>
    string Name { get; }

    /// <summary>The lock for reading. Its fencing tokens grow, but must not be used to write.</summary>
    IClusterLock Read { get; }

    /// <summary>The lock for writing; its fencing tokens protect as those of a plain lock do.</summary>
    IClusterLock Write { get; }
}
