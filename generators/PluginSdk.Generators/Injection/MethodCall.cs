using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Injection;

/// <summary>A call of an author's method out of the manifest.</summary>
/// <param name="Owner">The class; an instance of it comes from the services unless the method is static.</param>
/// <param name="IsStatic">The method needs no instance.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Arguments">The argument expressions, in the order of the parameters.</param>
/// <param name="Returns">What the method returns.</param>
internal sealed record MethodCall(string Owner, bool IsStatic, string Method, EquatableArray<string> Arguments, ReturnKind Returns)
{
    private string Expression =>
        $"{(IsStatic ? Owner : ServiceParameter.Required(Owner))}.{Method}({string.Join(", ", Arguments)})";

    /// <summary>Writes a lambda that makes the call and returns a task, between <paramref name="prefix"/> and <paramref name="suffix"/>.</summary>
    public void WriteLambda(SourceWriter writer, string prefix, string parameters, string suffix)
    {
        switch (Returns)
        {
            case ReturnKind.ValueTask:
                writer.Line($"{prefix}static async {parameters} => await {Expression}{suffix}");
                break;
            case ReturnKind.Void:
                writer.Open($"{prefix}static {parameters} =>");
                writer.Line($"{Expression};");
                writer.Line("return global::System.Threading.Tasks.Task.CompletedTask;");
                writer.Close(suffix);
                break;
            default:
                writer.Line($"{prefix}static {parameters} => {Expression}{suffix}");
                break;
        }
    }
}
