namespace PluginSdk.Runtime.Engine;

/// <summary>An entry of the log.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Id">Who appended it.</param>
/// <param name="Topic">Who reads it.</param>
/// <param name="Payload">Its bytes.</param>
public sealed record LogEntry(LogPosition Position, AppendId Id, string Topic, ReadOnlyMemory<byte> Payload);
