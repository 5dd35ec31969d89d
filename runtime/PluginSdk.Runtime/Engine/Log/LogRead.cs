namespace PluginSdk.Runtime.Engine;

/// <summary>What a reader got: entries, or Resync.</summary>
/// <param name="Entries">Entries in order; may be empty, when only <see cref="ILogReader.ConfirmedAt"/> moved.</param>
/// <param name="Resync">Whether the reader's place was lost; it goes on after the newest entry.</param>
public readonly record struct LogRead(IReadOnlyList<LogEntry> Entries, bool Resync);
