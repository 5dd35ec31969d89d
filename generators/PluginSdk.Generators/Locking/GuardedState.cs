namespace PluginSdk.Generators.Locking;

/// <summary>
/// What travels from a guarded method to its Core: the instance and the arguments, in a tuple, so that the lambda
/// captures nothing.
/// </summary>
/// <param name="Expression">The expression that packs them.</param>
/// <param name="Lambda">The lambda that unpacks them and calls Core.</param>
internal sealed record GuardedState(string Expression, string Lambda)
{
    /// <summary>Names that a tuple's elements must not have.</summary>
    private static readonly HashSet<string> s_reserved = new(StringComparer.Ordinal)
    {
        "Rest", "ToString", "GetHashCode", "Equals", "CompareTo", "Deconstruct", "GetType",
    };

    public static GuardedState Of(GuardedMethod method)
    {
        var core = method.Core;
        var elements = new List<(string Name, string Value)>();
        if (!core.IsStatic)
            elements.Add(("self", "this"));
        foreach (var argument in core.Arguments.Where(argument => argument.Kind == CoreArgumentKind.Parameter))
            elements.Add((ElementName(argument.Parameter), argument.Parameter));

        var arguments = string.Join(", ", core.Arguments.Select(argument => argument.Kind switch
        {
            CoreArgumentKind.Lease => "lease",
            CoreArgumentKind.Token => "token",
            _ => elements.Count == 1 ? "state" : "state." + ElementName(argument.Parameter),
        }));
        var target = core.IsStatic ? "" : elements.Count == 1 ? "state." : "state.self.";
        var call = $"{target}{core.Name}({arguments})";
        var lambda = core.ReturnsValueTask
            ? $"static async (state, lease, token) => await {call}"
            : $"static (state, lease, token) => {call}";
        return new GuardedState(Pack(elements), lambda);
    }

    private static string Pack(List<(string Name, string Value)> elements) => elements.Count switch
    {
        0 => "(object?)null",
        1 => elements[0].Value,
        _ => $"({string.Join(", ", elements.Select(element => element.Name == element.Value ? element.Value : $"{element.Name}: {element.Value}"))})",
    };

    private static string ElementName(string parameter) =>
        parameter == "self" || s_reserved.Contains(parameter) || parameter.StartsWith("Item", StringComparison.Ordinal)
            ? parameter + "_"
            : parameter;
}
