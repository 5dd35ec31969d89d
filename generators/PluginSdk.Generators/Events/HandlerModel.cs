using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Injection;

namespace PluginSdk.Generators.Events;

/// <summary>A class with event handlers.</summary>
internal sealed record HandlerClass(OwnerClass? Owner, EquatableArray<HandlerModel> Handlers);

/// <summary>One handler.</summary>
/// <param name="Event">The event's type in generated code.</param>
/// <param name="EventName">The event's wire name.</param>
/// <param name="IsRemote">It handles what other nodes published.</param>
/// <param name="Member">The method, for the descriptor.</param>
/// <param name="Call">The method.</param>
internal sealed record HandlerModel(string Event, string EventName, bool IsRemote, string Member, MethodCall Call);
