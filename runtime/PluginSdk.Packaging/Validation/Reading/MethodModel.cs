using System.Reflection.Metadata;

namespace PluginSdk.Packaging.Validation;

/// <summary>A method of the assembly.</summary>
internal sealed class MethodModel
{
    private readonly AssemblyModel _model;
    private readonly MethodDefinition _definition;
    private List<FlowStep>? _steps;

    public MethodModel(AssemblyModel model, TypeModel type, MethodDefinition method)
    {
        _model = model;
        _definition = method;
        Owner = type;
        Name = model.Metadata.GetString(method.Name);
        IsGenerated = type.IsGenerated || model.IsGenerated(method.GetCustomAttributes());
        SourceName = SourceNameOf(type, Name);
    }

    public TypeModel Owner { get; }

    public string Name { get; }

    public bool IsGenerated { get; }

    public MethodDefinition Definition => _definition;

    /// <summary>The name of the member that a person wrote: the method around a lambda or a state machine, the property of an accessor.</summary>
    public string SourceName { get; }

    public string Member => $"{Owner.SourceName}.{SourceName}";

    /// <summary>What the method does, in the order of its instructions.</summary>
    public IReadOnlyList<FlowStep> Steps => _steps ??= _model.Body(_definition) is { } body ? MethodFlow.Read(_model, body) : [];

    public IEnumerable<CallStep> Calls => Steps.OfType<CallStep>();

    private static string SourceNameOf(TypeModel type, string name)
    {
        var machine = type.FullName.Split('.').FirstOrDefault(static part => part.StartsWith('<') && !part.StartsWith("<>", StringComparison.Ordinal));
        var origin = name.StartsWith('<') ? name : machine ?? name;
        var end = origin.IndexOf('>', StringComparison.Ordinal);
        var source = origin.StartsWith('<') && end > 1 ? origin[..end].TrimStart('<') : origin;
        return source.StartsWith("get_", StringComparison.Ordinal) || source.StartsWith("set_", StringComparison.Ordinal) ? source[4..] : source;
    }
}
