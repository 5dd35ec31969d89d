using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Emission;

/// <summary>Names for what generated code declares.</summary>
internal static class Names
{
    /// <summary><c>ListOfReport</c>, <c>DictionaryOfStringAndInt32</c>.</summary>
    public static string Of(WireShape shape) => shape.Kind switch
    {
        ShapeKind.NullableValue or ShapeKind.NullableReference => "Nullable" + Of(shape.Arguments[0]),
        ShapeKind.Scalar => shape.Name,
        ShapeKind.Object => LastPart(shape.Name, "Codec"),
        ShapeKind.Enum or ShapeKind.SelfDescribing or ShapeKind.OwnCollection => LastPart(shape.Type, ""),
        _ when shape.Arguments.IsEmpty => shape.Name,
        _ => shape.Name + "Of" + string.Join("And", shape.Arguments.Select(Of)),
    };

    /// <summary>The name with a small first letter, as locals have it.</summary>
    public static string Camel(string name)
    {
        name = name.TrimStart('@', '_');
        return name.Length == 0 ? "member" : char.ToLowerInvariant(name[0]) + name.Substring(1);
    }

    private static string LastPart(string name, string suffix)
    {
        name = name.Substring(0, name.Length - suffix.Length);
        var start = name.LastIndexOfAny(['.', ':']) + 1;
        var letters = name.Substring(start).Where(letter => char.IsLetterOrDigit(letter) || letter == '_').ToArray();
        return new string(letters);
    }
}
