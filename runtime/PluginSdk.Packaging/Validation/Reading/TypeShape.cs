using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace PluginSdk.Packaging.Validation;

/// <summary>A type as a signature names it.</summary>
/// <param name="Name">The full name with arity, nested types after a dot: <c>System.Collections.Generic.List`1</c>.</param>
/// <param name="Arguments">The generic arguments; the element type of an array.</param>
/// <param name="Definition">The definition, for a type of the assembly that is looked at.</param>
internal sealed record TypeShape(string Name, ImmutableArray<TypeShape> Arguments, TypeDefinitionHandle Definition = default)
{
    public const string Array = "[]";
    public const string Pointer = "*";
    public const string Parameter = "!";

    public static TypeShape Of(string name) => new(name, []);

    public bool IsOwn => !Definition.IsNil;

    /// <summary>This type and every type within it.</summary>
    public IEnumerable<TypeShape> Flatten() => Arguments.SelectMany(static argument => argument.Flatten()).Prepend(this);

    /// <summary>The name as people write it in C#, without namespaces.</summary>
    public string Display => Name switch
    {
        Array => $"{Arguments[0].Display}[]",
        Pointer => $"{Arguments[0].Display}*",
        _ when Arguments.IsEmpty => ShortName,
        _ => $"{ShortName}<{string.Join(", ", Arguments.Select(static argument => argument.Display))}>",
    };

    private string ShortName => Name switch
    {
        "System.Boolean" => "bool",
        "System.Byte" => "byte",
        "System.Char" => "char",
        "System.Decimal" => "decimal",
        "System.Double" => "double",
        "System.Int32" => "int",
        "System.Int64" => "long",
        "System.IntPtr" => "nint",
        "System.Object" => "object",
        "System.String" => "string",
        "System.UIntPtr" => "nuint",
        _ => Name[(Name.LastIndexOf('.') + 1)..].Split('`')[0],
    };
}
