using Microsoft.CodeAnalysis.CSharp;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Emission;

/// <summary>
/// Writes the code for single values within one codec, and collects what they need beside it: a method for each kind of
/// collection, a field for each codec of the library.
/// </summary>
internal sealed class ValueEmitter
{
    private readonly Dictionary<WireShape, string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<WireShape> _collections = [];
    private readonly List<WireShape> _libraryCodecs = [];

    /// <summary>The fields that hold codecs of the library.</summary>
    public void EmitFields(SourceWriter writer)
    {
        foreach (var shape in _libraryCodecs)
        {
            writer.Line($"private static readonly global::PluginSdk.Wire.IWireCodec<{shape.Type}> {FieldOf(shape)}");
            writer.Line($"    = {shape.CodecExpression};");
            writer.Line();
        }
    }

    /// <summary>The methods for collections; those of a collection may ask for those of its elements.</summary>
    public void EmitMethods(SourceWriter writer)
    {
        for (var index = 0; index < _collections.Count; index++)
        {
            var shape = _collections[index];
            if (shape.Kind == ShapeKind.Dictionary)
                DictionaryEmitter.Emit(writer, shape, NameOf(shape), this);
            else
                SequenceEmitter.Emit(writer, shape, NameOf(shape), this);
        }
    }

    /// <summary>Emits the statements that write <paramref name="expression"/>, which is evaluated once.</summary>
    public void EmitWrite(SourceWriter writer, WireShape shape, string expression, string local)
    {
        switch (shape.Kind)
        {
            case ShapeKind.NullableValue or ShapeKind.NullableReference:
                writer.Line($"if ({expression} is {{ }} {local})");
                EmitIndented(writer, shape.Arguments[0], local);
                writer.Line("else");
                writer.Line("    writer.WriteNil();");
                break;
            default:
                writer.Line(WriteStatement(shape, expression));
                break;
        }
    }

    /// <summary>Emits the statements that write an element; those of codecs say themselves what is null.</summary>
    public void EmitWriteElement(SourceWriter writer, WireShape element, string expression, string local, WireShape collection, string what)
        => EmitWrite(
            writer,
            element,
            element.Kind is ShapeKind.Array or ShapeKind.List or ShapeKind.Dictionary ? NotNull(expression, collection.Type.Replace("global::", ""), what) : expression,
            local);

    /// <summary>The expression with a check that it is not null.</summary>
    public static string NotNull(string expression, string type, string what)
        => $"global::PluginSdk.Wire.WireObject.NotNull({expression}, {Literal(type)}, {Literal(what)})";

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private void EmitIndented(SourceWriter writer, WireShape shape, string local)
    {
        writer.Deeper();
        writer.Line(WriteStatement(shape, local));
        writer.Shallower();
    }

    private string WriteStatement(WireShape shape, string expression) => shape.Kind switch
    {
        ShapeKind.Scalar or ShapeKind.Enum => BlockEmitter.Statement("writer", shape, expression, ""),
        ShapeKind.Object or ShapeKind.SelfDescribing => $"{shape.CodecExpression}.Write(ref writer, {expression});",
        ShapeKind.Array or ShapeKind.List or ShapeKind.Dictionary => $"Write{MethodOf(shape)}(ref writer, {expression});",
        _ => $"{LibraryField(shape)}.Write(ref writer, {expression});",
    };

    /// <summary>The expression that reads a value.</summary>
    public string Read(WireShape shape) => shape.Kind switch
    {
        ShapeKind.NullableValue => $"reader.TryReadNil() ? ({shape.Type})null : {Read(shape.Arguments[0])}",
        ShapeKind.NullableReference => $"reader.TryReadNil() ? null : {Read(shape.Arguments[0])}",
        ShapeKind.Scalar => $"reader.Read{shape.Name}()",
        ShapeKind.Enum => $"({shape.Type})reader.Read{shape.Name}()",
        ShapeKind.Object or ShapeKind.SelfDescribing => $"{shape.CodecExpression}.Read(ref reader)",
        ShapeKind.Array or ShapeKind.List or ShapeKind.Dictionary => $"Read{MethodOf(shape)}(ref reader)",
        _ => $"{LibraryField(shape)}.Read(ref reader)",
    };

    public static string EnumKeyword(WireShape shape) => shape.Name switch
    {
        "SByte" => "sbyte",
        "Byte" => "byte",
        "Int16" => "short",
        "UInt16" => "ushort",
        "UInt32" => "uint",
        "Int64" => "long",
        "UInt64" => "ulong",
        _ => "int",
    };

    private string MethodOf(WireShape shape)
    {
        if (!_collections.Contains(shape))
            _collections.Add(shape);
        return NameOf(shape);
    }

    private string LibraryField(WireShape shape)
    {
        if (!_libraryCodecs.Contains(shape))
            _libraryCodecs.Add(shape);
        return FieldOf(shape);
    }

    private string FieldOf(WireShape shape) => "s_" + Names.Camel(NameOf(shape));

    /// <summary>A name for the shape that no other shape in this codec has.</summary>
    private string NameOf(WireShape shape)
    {
        if (_names.TryGetValue(shape, out var name))
            return name;
        var wanted = Names.Of(shape);
        name = wanted;
        for (var number = 2; !_taken.Add(name); number++)
            name = wanted + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _names.Add(shape, name);
        return name;
    }
}
