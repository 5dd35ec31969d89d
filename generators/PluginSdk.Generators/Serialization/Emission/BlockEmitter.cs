using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Emission;

/// <summary>
/// Emits stretches of small values: room for all of them is asked for once, then they are written behind each other. What
/// it is given waits until <see cref="End"/>; a single value goes to the writer directly.
/// </summary>
internal sealed class BlockEmitter(SourceWriter writer)
{
    public const string Alias = "using WireRoom = global::PluginSdk.Wire.WireRoom;";

    private readonly List<string> _locals = [];
    private readonly List<string> _rooms = [];
    private readonly List<Func<string, string>> _statements = [];
    private bool _isDeclared;

    /// <summary>Whether every value goes to the writer at once.</summary>
    public bool IsSingle { get; init; }

    /// <summary>Whether values of the shape can stand in a block: all that are one MessagePack value of a known length, and text.</summary>
    public static bool Takes(WireShape shape) => shape.Kind switch
    {
        ShapeKind.Scalar => shape.Name is not ("Binary" or "Uri" or "Version" or "BigInteger"),
        ShapeKind.Enum => true,
        ShapeKind.NullableValue or ShapeKind.NullableReference => Takes(shape.Arguments[0]),
        _ => false,
    };

    /// <summary>Whether all values of the shape need the same room.</summary>
    public static bool IsFixed(WireShape shape) => Takes(shape) && !IsText(shape);

    /// <summary>The room that a value needs at most; a nullable one is nil at least.</summary>
    public static string Room(WireShape shape, string expression) => shape switch
    {
        { Kind: ShapeKind.Scalar, Name: "String" } => $"WireRoom.Of({expression})",
        { Kind: ShapeKind.NullableReference } => $"WireRoom.OfNullable({expression})",
        { Kind: ShapeKind.NullableValue } => Room(shape.Arguments[0], expression),
        _ => "WireRoom." + shape.Name,
    };

    public void ArrayHeader(int count) => Add("WireRoom.Header", target => $"{target}.WriteArrayHeader({count});");

    public void MapHeader(int count) => Add("WireRoom.Header", target => $"{target}.WriteMapHeader({count});");

    public void Nil(string comment) => Add("WireRoom.Nil", target => $"{target}.WriteNil(); // {comment}");

    public void Raw(string name) => Add($"{name}.Length", target => $"{target}.WriteRaw({name});");

    /// <summary>Adds a value that <see cref="Takes"/> says can stand here.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="expression">The value. A text is read once, before the block: room and bytes are those of the same text.</param>
    /// <param name="local">A name for it where it needs one.</param>
    public void Value(WireShape shape, string expression, string local)
    {
        if (IsText(shape))
        {
            _locals.Add($"var {local} = {expression};");
            expression = local;
        }

        StableValue(shape, expression, local);
    }

    /// <summary>Adds a value whose expression yields the same each time.</summary>
    public void StableValue(WireShape shape, string expression, string local)
        => Add(Room(shape, expression), target => Statement(target, shape, expression, local));

    /// <summary>Writes what was added, so that values that are not for blocks can follow.</summary>
    public void End()
    {
        foreach (var local in _locals)
            writer.Line(local);
        if (_statements.Count == 1)
        {
            writer.Line(_statements[0]("writer"));
        }
        else if (_statements.Count > 1)
        {
            writer.Line($"{(_isDeclared ? "" : "var ")}block = writer.Begin({string.Join(" + ", _rooms)});");
            foreach (var statement in _statements)
                writer.Line(statement("block"));
            writer.Line("writer.End(block);");
            _isDeclared = true;
        }

        _locals.Clear();
        _rooms.Clear();
        _statements.Clear();
    }

    /// <summary>The statement that writes a value to <paramref name="target"/>: the writer or a block.</summary>
    public static string Statement(string target, WireShape shape, string expression, string local) => shape.Kind switch
    {
        ShapeKind.Scalar => $"{target}.Write{shape.Name}({expression});",
        ShapeKind.Enum => $"{target}.Write{shape.Name}(({ValueEmitter.EnumKeyword(shape)}){expression});",
        ShapeKind.NullableReference => $"if ({expression} is not null)\n    {target}.WriteString({expression});\nelse\n    {target}.WriteNil();",
        _ => $"if ({expression} is {{ }} {local})\n    {Statement(target, shape.Arguments[0], local, local)}\nelse\n    {target}.WriteNil();",
    };

    private static bool IsText(WireShape shape) => shape.Kind switch
    {
        ShapeKind.Scalar => shape.Name == "String",
        ShapeKind.NullableReference => IsText(shape.Arguments[0]),
        _ => false,
    };

    private void Add(string room, Func<string, string> statement)
    {
        _rooms.Add(room);
        _statements.Add(statement);
        if (IsSingle)
            End();
    }
}
