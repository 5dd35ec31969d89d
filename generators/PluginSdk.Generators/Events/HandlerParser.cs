using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Injection;

namespace PluginSdk.Generators.Events;

/// <summary>Reads the event handlers of a class. What is wrong becomes a problem, and the handler is left out.</summary>
internal static class HandlerParser
{
    public static HandlerClass? Parse(INamedTypeSymbol type, Problems problems)
    {
        var members = AnnotatedMembers.Of(type, KnownNames.EventHandlerAttribute);
        if (members.Count == 0 || !CalledClass.Check(type, members[0].Member, problems))
            return null;
        var handlers = members
            .Select(member => ParseHandler((IMethodSymbol)member.Member, problems))
            .OfType<HandlerModel>()
            .ToEquatableArray();
        return handlers.IsEmpty ? null : new HandlerClass(OwnerClass.Of(type), handlers);
    }

    /// <summary>The event that a parameter takes, and whether it comes from other nodes; null for any other parameter.</summary>
    public static (INamedTypeSymbol Event, bool IsRemote)? EventOf(IParameterSymbol parameter)
    {
        if (parameter.Type is INamedTypeSymbol { TypeArguments: [INamedTypeSymbol wrapped] } wrapper && wrapper.Is(KnownNames.EventWrapper))
            return (wrapped, true);
        return parameter.Type is INamedTypeSymbol type && IsEvent(type) ? (type, false) : null;
    }

    public static bool IsEvent(INamedTypeSymbol type) =>
        type.Attribute(KnownNames.EventAttribute) is not null
        || type.AllInterfaces.Any(implemented => implemented.Is(KnownNames.Event) && SymbolEqualityComparer.Default.Equals(implemented.TypeArguments[0], type));

    private static HandlerModel? ParseHandler(IMethodSymbol method, Problems problems)
    {
        var returns = ReturnShape.Of(method);
        var events = method.Parameters.Select(EventOf).Where(candidate => candidate is not null).ToList();
        var reason = method switch
        {
            { Arity: > 0 } => "it has type parameters",
            { IsAsync: true, ReturnsVoid: true } => "it is 'async void', so that nobody could wait for it",
            _ when returns.Kind == ReturnKind.Other => $"it returns {TypeNames.Plain(method.ReturnType)}",
            _ when events.Count == 0 => "none of its parameters is an event; an event is a type with [ClusterEvent]",
            _ when events.Count > 1 => "it takes more than one event",
            _ when !IsEvent(events[0]!.Value.Event) => $"'{events[0]!.Value.Event.Name}' is no event; an event is a type with [ClusterEvent]",
            _ => null,
        };
        if (reason is not null)
        {
            problems.Add(EventRules.HandlerShape, method.Place(), method.Name, reason);
            return null;
        }

        if (!CalledClass.CheckMethod(method, problems))
            return null;
        var arguments = new List<string>();
        foreach (var parameter in method.Parameters)
        {
            if (Argument(parameter, problems) is not { } argument)
                return null;
            arguments.Add(argument);
        }

        var (type, isRemote) = events[0]!.Value;
        return new HandlerModel(
            TypeNames.GlobalOblivious(type),
            type.Attribute(KnownNames.EventAttribute)?.NameArgument() ?? type.Name,
            isRemote,
            method.PlainName(),
            new MethodCall(
                TypeNames.GlobalOblivious(method.ContainingType), method.IsStatic, TypeNames.Escaped(method.Name), arguments.ToEquatableArray(), returns.Kind));
    }

    private static string? Argument(IParameterSymbol parameter, Problems problems)
    {
        if (parameter.Type.IsCancellationToken())
            return "cancellationToken";
        return EventOf(parameter) is not null ? "published" : ServiceParameter.Bind(parameter, "an event", problems);
    }
}
