using System.Text;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Emission;

/// <summary>Emits the method that writes an object, and the bytes of its members' names.</summary>
internal static class ObjectWriteEmitter
{
    /// <summary>
    /// A method needs stack for each value that it writes in a block, and a type may hold itself: those with more members
    /// than this write one after another.
    /// </summary>
    private const int MostInBlocks = 32;

    public static void Emit(SourceWriter writer, CodecModel model, ValueEmitter values)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public void Write(ref global::PluginSdk.Wire.WireWriter writer, {model.Type} value)"))
        {
            EmitTypeCheck(writer, model);
            var isWide = model.Members.Count > MostInBlocks;
            var isLeaf = !isWide && model.Members.All(member => BlockEmitter.Takes(member.Shape));
            writer.Line(isLeaf ? "writer.EnterLeaf();" : "writer.Enter();");
            var block = new BlockEmitter(writer) { IsSingle = isWide };
            if (model.Form == WireForm.Array)
                EmitArray(writer, block, model, values);
            else
                EmitMap(writer, block, model, values);
            block.End();
            if (!isLeaf)
                writer.Line("writer.Leave();");
        }
    }

    private static void EmitTypeCheck(SourceWriter writer, CodecModel model)
    {
        if (model.IsValueType)
            return;
        writer.Line(model.IsSealed ? "if (value is null)" : $"if (value?.GetType() != typeof({model.Type}))");
        writer.Line($"    global::PluginSdk.Wire.WireObject.ThrowCannotWrite(value, typeof({model.Type}));");
    }

    private static void EmitArray(SourceWriter writer, BlockEmitter block, CodecModel model, ValueEmitter values)
    {
        var count = model.Members.IsEmpty ? 0 : model.Members[model.Members.Count - 1].Key + 1;
        block.ArrayHeader(count);
        var position = 0;
        foreach (var member in model.Members)
        {
            for (; position < member.Key; position++)
                block.Nil($"no member has key {position}");
            EmitMember(writer, block, model, member, values);
            position = member.Key + 1;
        }
    }

    private static void EmitMap(SourceWriter writer, BlockEmitter block, CodecModel model, ValueEmitter values)
    {
        block.MapHeader(model.Members.Count);
        foreach (var member in model.Members)
        {
            block.Raw(NameProperty(member));
            EmitMember(writer, block, model, member, values);
        }
    }

    private static void EmitMember(SourceWriter writer, BlockEmitter block, CodecModel model, MemberModel member, ValueEmitter values)
    {
        var expression = member.Accessor is { ForReading: true } accessor
            ? AccessorEmitter.Get(member, accessor)
            : $"value.{member.Name}";
        if (member.Shape is { IsReference: true, IsNullable: false })
            expression = ValueEmitter.NotNull(expression, model.PlainType, $"'{member.Name.TrimStart('@')}'");
        if (!block.IsSingle && BlockEmitter.Takes(member.Shape))
        {
            block.Value(member.Shape, expression, member.Local);
            return;
        }

        block.End();
        values.EmitWrite(writer, member.Shape, expression, member.Local);
    }

    /// <summary>Emits the names of a map's members as the bytes that they are on the wire.</summary>
    public static void EmitNames(SourceWriter writer, CodecModel model)
    {
        foreach (var member in model.Members)
        {
            var name = Encoding.UTF8.GetBytes(member.WireName);
            var bytes = Header(name.Length).Select(Hex).Concat(name.Select(Byte));
            writer.Line();
            writer.Line($"private static global::System.ReadOnlySpan<byte> {NameProperty(member)} =>");
            writer.Line($"    [{string.Join(", ", bytes)}];");
        }
    }

    public static string NameProperty(MemberModel member) => member.Name.TrimStart('@') + "Name";

    private static int[] Header(int length) => length switch
    {
        <= 31 => [0xa0 | length],
        <= 255 => [0xd9, length],
        _ => [0xda, length >> 8, length & 0xff],
    };

    private static string Byte(byte value) => value is > 0x20 and < 0x7f and not (byte)'\'' and not (byte)'\\'
        ? $"(byte)'{(char)value}'"
        : Hex(value);

    private static string Hex(int value) => "0x" + value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture);
}
