namespace PluginSdk.Runtime.Engine;

/// <summary>Reads the log in order. Used by one caller at a time; connections may come and go underneath.</summary>
public interface ILogReader : IAsyncDisposable
{
    /// <summary>
    /// Waits for what comes next: entries in order, or the word that the reader's place is not in the log any more
    /// (trimmed, failed over, restarted empty) and that it goes on after the newest entry; whoever reads must then drop
    /// what it derived from the log.
    /// </summary>
    /// <exception cref="EngineUnavailableException">
    /// The engine does not answer. The reader keeps its place: ask again, and nothing is lost or handed out twice.
    /// </exception>
    ValueTask<LogRead> ReadAsync(CancellationToken cancellationToken);

    /// <summary>The place after which the reader goes on: that of the last entry handed out.</summary>
    LogPosition Position { get; }

    /// <summary>
    /// A timestamp of the reader's <see cref="TimeProvider"/> taken before a question to the engine whose answer confirmed
    /// that every entry up to that moment has been handed out by <see cref="ReadAsync"/> and that the caller came back for
    /// more. The reader asks at a steady pace while nothing arrives. 0: never yet.
    /// </summary>
    long ConfirmedAt { get; }
}
