namespace PluginSdk.Packaging;

/// <summary>Something in a plugin that speaks against running it in a cluster.</summary>
/// <param name="Rule">The id, such as <c>PSDK070</c>.</param>
/// <param name="Severity">How certain it is.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
/// <param name="Member">The member, as <c>Namespace.Type.Member</c>, where it is known.</param>
/// <param name="Location">The file and line, as <c>Folder/File.cs:12</c>, or the assembly, where it is known.</param>
public sealed record Finding(string Rule, FindingSeverity Severity, string Message, string? Member = null, string? Location = null);
