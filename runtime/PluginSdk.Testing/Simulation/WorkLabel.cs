using System.Runtime.CompilerServices;

namespace PluginSdk.Testing.Simulation;

/// <summary>Names a posted piece of work for people: the asynchronous method that goes on, where that can be told.</summary>
internal static class WorkLabel
{
    // Weak, because plugins' types come by here and must be able to unload.
    private static readonly ConditionalWeakTable<Type, string> s_names = [];

    public static string Of(SendOrPostCallback callback, object? state) => state switch
    {
        INamedWork work => work.Name,
        Action action => OfAction(action),
        Task task => s_names.GetValue(task.GetType(), Describe),
        _ => callback.Method.Name is { } name && callback.Target?.GetType() is { } owner ? $"{owner.Name}.{name}" : callback.Method.Name,
    };

    private static string OfAction(Action action) =>
        action.Target is { } target ? s_names.GetValue(target.GetType(), Describe) : action.Method.Name;

    private static string Describe(Type type)
    {
        // The box of an asynchronous method is generic over its state machine, which is nested in the declaring type.
        var machine = type.IsGenericType ? type.GetGenericArguments()[^1] : type;
        return typeof(IAsyncStateMachine).IsAssignableFrom(machine) && machine.DeclaringType is { } declaring
            ? $"{declaring.Name}.{MethodName(machine.Name)}"
            : type.Name;
    }

    private static string MethodName(string stateMachine)
    {
        var end = stateMachine.LastIndexOf('>');
        return stateMachine.StartsWith('<') && end > 1 ? stateMachine[1..end] : stateMachine;
    }
}
