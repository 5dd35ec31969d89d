using Microsoft.CodeAnalysis.CSharp;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Emission;

/// <summary>Emits the method that reads an object.</summary>
internal static class ObjectReadEmitter
{
    public static void Emit(SourceWriter writer, CodecModel model, ValueEmitter values)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public {model.Type} Read(ref global::PluginSdk.Wire.WireReader reader)"))
        {
            writer.Line("reader.Enter();");
            if (IsSetAsRead(model))
            {
                writer.Line($"var result = new {model.Type}();");
            }
            else
            {
                foreach (var member in model.Members)
                    writer.Line($"{member.Shape.Type} {member.Local} = {InitialValue(member)};");
            }

            if (model.Form == WireForm.Array)
                EmitArray(writer, model, values);
            else
                EmitMap(writer, model, values);
            writer.Line("reader.Leave();");
            if (IsSetAsRead(model))
            {
                writer.Line("return result;");
            }
            else
            {
                writer.Line();
                EmitConstruction(writer, model);
            }
        }

        if (model.Form == WireForm.Map)
            EmitLookup(writer, model);
    }

    /// <summary>Whether the object is there from the start, so that a member goes into it as it is read.</summary>
    private static bool IsSetAsRead(CodecModel model)
        => model.Parameters.IsEmpty && !model.Members.Any(member => member.Assignment == Assignment.Initializer);

    /// <summary>The statement that reads a member to where it belongs.</summary>
    private static string Receive(CodecModel model, MemberModel member, ValueEmitter values)
        => IsSetAsRead(model) ? Assign(member, values.Read(member.Shape)) : $"{member.Local} = {values.Read(member.Shape)};";

    private static string InitialValue(MemberModel member) => member.Default is { } value and not ("null" or "default")
        ? value
        : member.Shape.Kind switch
        {
            ShapeKind.NullableValue or ShapeKind.NullableReference => "null",
            ShapeKind.Enum => "default",
            ShapeKind.Scalar when member.Shape.Name is not ("String" or "Binary" or "Uri" or "Version") => "default",
            ShapeKind.Object or ShapeKind.SelfDescribing or ShapeKind.OwnCollection or ShapeKind.Library => "default!",
            _ => "null!",
        };

    private static void EmitArray(SourceWriter writer, CodecModel model, ValueEmitter values)
    {
        writer.Line("var count = reader.ReadArrayHeader();");
        var position = 0;
        foreach (var member in model.Members)
        {
            if (member.Key > position)
                writer.Line($"reader.Skip(global::System.Math.Min(count, {member.Key}) - {position}); // keys that no member has");
            writer.Line($"if (count > {member.Key})");
            writer.Line($"    {Receive(model, member, values)}");
            if (member.IsRequired)
            {
                writer.Line("else");
                writer.Line($"    {Missing(model, member)}");
            }

            position = member.Key + 1;
        }

        writer.Line($"reader.Skip(count - {position}); // keys of a newer version");
    }

    private static void EmitMap(SourceWriter writer, CodecModel model, ValueEmitter values)
    {
        var words = SeenWords(model);
        for (var word = 0; word < words; word++)
            writer.Line($"var {Seen(word)} = 0UL;");
        writer.Line("var member = -1;");
        using (writer.Block("for (var count = reader.ReadMapHeader(); count > 0; count--)"))
        {
            writer.Line("member = ReadMember(ref reader, member + 1);");
            using (writer.Block("switch (member)"))
            {
                for (var index = 0; index < model.Members.Count; index++)
                {
                    var member = model.Members[index];
                    writer.Line($"case {index}:");
                    writer.Deeper();
                    writer.Line($"global::PluginSdk.Wire.WireObject.Mark(ref {Seen(index / 64)}, {index % 64}, {Literal(model.PlainType)}, {Literal(member.WireName)});");
                    writer.Line(Receive(model, member, values));
                    writer.Line("break;");
                    writer.Shallower();
                }

                writer.Line("default:");
                writer.Deeper();
                writer.Line("reader.Skip(); // a member of a newer version");
                writer.Line("break;");
                writer.Shallower();
            }
        }

        writer.Line();
        for (var index = 0; index < model.Members.Count; index++)
        {
            if (!model.Members[index].IsRequired)
                continue;
            writer.Line($"if ({Was(index, "==")})");
            writer.Line($"    {Missing(model, model.Members[index])}");
        }
    }

    private static int SeenWords(CodecModel model)
        => model.Members.Count == 0 ? 0 : ((model.Members.Count - 1) / 64) + 1;

    private static string Seen(int word) => word == 0 ? "seen" : "seen" + (word + 1);

    /// <summary>Whether the member was read (<c>!=</c>) or not (<c>==</c>).</summary>
    private static string Was(int index, string comparison)
        => $"({Seen(index / 64)} & (1UL << {index % 64})) {comparison} 0";

    private static string Missing(CodecModel model, MemberModel member)
        => $"global::PluginSdk.Wire.WireObject.ThrowMissing({Literal(model.PlainType)}, {Literal(member.WireName)});";

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static void EmitConstruction(SourceWriter writer, CodecModel model)
    {
        var arguments = string.Join(", ", model.Parameters.Select(parameter =>
            $"{parameter.Name}: {(parameter.Member < 0 ? "default!" : model.Members[parameter.Member].Local)}"));
        var initializers = model.Members.Where(member => member.Assignment == Assignment.Initializer).ToList();
        var isComplete = !model.Members.Any(member => member.Assignment is Assignment.Set or Assignment.Accessor);
        writer.Line($"{(isComplete ? "return" : "var result =")} new {model.Type}({arguments}){(initializers.Count == 0 ? ";" : "")}");
        if (initializers.Count > 0)
        {
            writer.Open();
            foreach (var member in initializers)
                writer.Line($"{member.Name} = {member.Local},");
            writer.Close(";");
        }

        for (var index = 0; index < model.Members.Count; index++)
        {
            var member = model.Members[index];
            if (member.Assignment is not (Assignment.Set or Assignment.Accessor))
                continue;
            if (!member.IsRequired)
                writer.Line(model.Form == WireForm.Array ? $"if (count > {member.Key})" : $"if ({Was(index, "!=")})");
            writer.Line((member.IsRequired ? "" : "    ") + Assign(member, member.Local));
        }

        if (!isComplete)
            writer.Line("return result;");
    }

    private static string Assign(MemberModel member, string value)
        => member is { Assignment: Assignment.Accessor, Accessor: { } accessor }
            ? AccessorEmitter.Set(member, accessor, value)
            : $"result.{member.Name} = {value};";

    private static void EmitLookup(SourceWriter writer, CodecModel model)
    {
        writer.Line();
        writer.Line("/// <summary>Which member comes next: as a rule the expected one, since they are written in one order.</summary>");
        using (writer.Block("private static int ReadMember(ref global::PluginSdk.Wire.WireReader reader, int expected)"))
        {
            if (model.Members.Count > 0)
            {
                using (writer.Block("switch (expected)"))
                {
                    for (var index = 0; index < model.Members.Count; index++)
                    {
                        writer.Line($"case {index} when reader.TryReadRaw({ObjectWriteEmitter.NameProperty(model.Members[index])}):");
                        writer.Line($"    return {index};");
                    }
                }

                writer.Line();
            }

            writer.Line("return IndexOf(reader.ReadMemberName());");
        }

        writer.Line();
        using (writer.Block("private static int IndexOf(global::System.ReadOnlySpan<byte> name)"))
        {
            if (model.Members.Count > 0)
                EmitSwitchOnLength(writer, model);
            writer.Line("return -1;");
        }

        ObjectWriteEmitter.EmitNames(writer, model);
    }

    private static void EmitSwitchOnLength(SourceWriter writer, CodecModel model)
    {
        var indexed = model.Members.Select((member, index) => (Name: member.WireName, Index: index));
        using (writer.Block("switch (name.Length)"))
        {
            foreach (var group in indexed
                .GroupBy(item => System.Text.Encoding.UTF8.GetByteCount(item.Name))
                .OrderBy(group => group.Key))
            {
                writer.Line($"case {group.Key}:");
                writer.Deeper();
                foreach (var item in group)
                {
                    writer.Line($"if (global::System.MemoryExtensions.SequenceEqual(name, {Literal(item.Name)}u8))");
                    writer.Line($"    return {item.Index};");
                }

                writer.Line("break;");
                writer.Shallower();
            }
        }

        writer.Line();
    }
}
