namespace PluginSdk.Runtime.Engine;

/// <summary>One gap-free sequence of entries; every reader sees each entry once, in order.</summary>
public interface IClusterLog
{
    /// <summary>Appends an entry, unless one of the same id is there already.</summary>
    /// <returns>Where the entry stands.</returns>
    /// <exception cref="EngineUnavailableException">The engine did not answer; append the same id again.</exception>
    ValueTask<LogPosition> AppendAsync(LogAppend append, CancellationToken cancellationToken);

    /// <summary>The place of the newest entry.</summary>
    ValueTask<LogPosition> GetTailAsync(CancellationToken cancellationToken);

    /// <summary>Opens a reader that goes on after <paramref name="after"/>; null: after the newest entry.</summary>
    ILogReader OpenReader(LogPosition? after);
}
