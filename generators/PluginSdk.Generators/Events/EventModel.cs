using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Events;

/// <summary>An event type: what its generated file depends on.</summary>
/// <param name="HintName">Names the file.</param>
/// <param name="Hierarchy">The type and what is around it.</param>
/// <param name="Type">Its name in generated code.</param>
/// <param name="PlainType">Its name in the descriptor.</param>
/// <param name="Name">Its wire name.</param>
/// <param name="Codec">The expression of its codec.</param>
internal sealed record EventModel(string HintName, TypeHierarchy Hierarchy, string Type, string PlainType, string Name, string Codec);
