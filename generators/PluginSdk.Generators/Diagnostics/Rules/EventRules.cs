using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Diagnostics;

/// <summary>PSDK03x: events and their handlers.</summary>
internal static class EventRules
{
    private const string Category = "PluginSdk.Events";

    public static readonly DiagnosticDescriptor HandlerShape = Rule.Error(
        "PSDK030", Category, "An event handler has the wrong shape",
        "'{0}' cannot handle events, because {1}. Write 'Task {0}(TheEvent e, …services…, CancellationToken cancellationToken)' for events of this node, with ClusterEventWrapper<TheEvent> for those of the others.");

    public static readonly DiagnosticDescriptor OneOrigin = Rule.Info(
        "PSDK031", Category, "An event is handled for one origin only",
        "'{0}' is handled when it comes from {1}, never when it comes from {2}. Add a handler that takes '{3}', or leave it if that is meant.",
        Rule.WholeCompilation);

    public static readonly DiagnosticDescriptor DuplicateName = Rule.Error(
        "PSDK032", Category, "Two events have one name",
        "The event name '{0}' is already taken by '{1}'. Give each event of a plugin a wire name of its own.",
        Rule.WholeCompilation);

    public static readonly DiagnosticDescriptor EventShape = Rule.Error(
        "PSDK033", Category, "This type cannot be an event",
        "'{0}' cannot be an event, because {1}. Declare a partial record, class or struct of plain data.");
}
