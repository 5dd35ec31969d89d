using System.Buffers.Binary;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace PluginSdk.Packaging.Validation;

/// <summary>
/// Reads a method body once from top to bottom and tells which calls and stores it makes with which values. Branches
/// are followed forward only, which is how the C# compiler lays out expressions; what that leaves open is unknown,
/// and a rule does not report on what is unknown.
/// </summary>
internal sealed class MethodFlow
{
    /// <summary>How many values all branches of a method carry together at most.</summary>
    private const int MostSaved = 1_000_000;

    private readonly AssemblyModel _model;
    private readonly MetadataReader _metadata;
    private readonly Dictionary<int, FlowValue[]> _pending = [];
    private readonly Dictionary<int, FlowValue> _locals = [];
    /// <summary>What an async method keeps in fields of its state machine across an await.</summary>
    private readonly Dictionary<string, FlowValue> _spilled = [];
    private readonly List<FlowStep> _steps = [];
    private readonly Stack<FlowValue> _stack = new();
    private int _saved;

    private MethodFlow(AssemblyModel model)
    {
        _model = model;
        _metadata = model.Metadata;
    }

    public static List<FlowStep> Read(AssemblyModel model, MethodBodyBlock body)
    {
        var flow = new MethodFlow(model);
        foreach (var region in body.ExceptionRegions)
        {
            if (region.Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter)
                flow._pending[region.HandlerOffset] = [FlowValue.Unknown];
            if (region.Kind == ExceptionRegionKind.Filter)
                flow._pending[region.FilterOffset] = [FlowValue.Unknown];
        }
        flow.Read(body.GetILBytes());
        return flow._steps;
    }

    private void Read(ReadOnlySpan<byte> il)
    {
        var reachable = true;
        for (var position = 0; position < il.Length;)
        {
            if (_pending.TryGetValue(position, out var state) && (!reachable || _stack.Count != state.Length))
                Restore(state);
            else if (!reachable)
                _stack.Clear();
            var code = OpCodeTable.Read(il, ref position);
            var operand = il[position..];
            position += OpCodeTable.OperandSize(code);
            if (code.OperandType == OperandType.InlineSwitch)
                position += Switch(operand, position);
            else
                Execute(code, operand, position);
            reachable = code.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw);
        }
    }

    private int Switch(ReadOnlySpan<byte> operand, int position)
    {
        Pop();
        var count = BinaryPrimitives.ReadInt32LittleEndian(operand);
        if (count < 0 || count > operand.Length / sizeof(int))
            throw new BadImageFormatException("A switch goes beyond its method.");
        var next = position + (count * sizeof(int));
        for (var index = 0; index < count; index++)
            Save(next + BinaryPrimitives.ReadInt32LittleEndian(operand[(sizeof(int) * (index + 1))..]));
        return count * sizeof(int);
    }

    private void Execute(OpCode code, ReadOnlySpan<byte> operand, int next)
    {
        switch (code.OperandType)
        {
            case OperandType.InlineMethod when code != OpCodes.Ldftn && code != OpCodes.Ldvirtftn && code != OpCodes.Jmp:
                Call(Token(operand), code == OpCodes.Newobj);
                return;
            case OperandType.InlineField:
                Field(code, Token(operand));
                return;
            case OperandType.InlineString:
                Push(new FlowValue(FlowValueKind.Literal, _metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(BinaryPrimitives.ReadInt32LittleEndian(operand)))));
                return;
            case OperandType.InlineSig:
                Indirect(operand);
                return;
            case OperandType.ShortInlineBrTarget or OperandType.InlineBrTarget:
                Discard(OpCodeTable.Pops(code));
                var distance = code.OperandType == OperandType.InlineBrTarget ? BinaryPrimitives.ReadInt32LittleEndian(operand) : (sbyte)operand[0];
                if (code == OpCodes.Leave || code == OpCodes.Leave_S)
                    _stack.Clear();
                Save(next + distance);
                return;
        }
        if (LocalIndex(code, operand) is { } local)
            Local(code, local);
        else
            Simple(code);
    }

    private void Simple(OpCode code)
    {
        if (code == OpCodes.Dup)
        {
            var top = Pop();
            Push(top);
            Push(top);
            return;
        }
        // A cast gives the same object.
        if (code == OpCodes.Castclass || code == OpCodes.Isinst)
            return;
        if (code == OpCodes.Ret)
            _stack.Clear();
        Discard(OpCodeTable.Pops(code));
        for (var count = OpCodeTable.Pushes(code); count > 0; count--)
            Push(FlowValue.Unknown);
    }

    private void Local(OpCode code, int index)
    {
        if (code.Name!.StartsWith("st", StringComparison.Ordinal))
            _locals[index] = Pop();
        else
            Push(code == OpCodes.Ldloca || code == OpCodes.Ldloca_S ? FlowValue.Unknown : _locals.GetValueOrDefault(index));
    }

    private static int? LocalIndex(OpCode code, ReadOnlySpan<byte> operand)
    {
        var name = code.Name!;
        if (!name.StartsWith("ldloc", StringComparison.Ordinal) && !name.StartsWith("stloc", StringComparison.Ordinal))
            return null;
        return code.OperandType switch
        {
            OperandType.ShortInlineVar => operand[0],
            OperandType.InlineVar => BinaryPrimitives.ReadUInt16LittleEndian(operand),
            _ => name[^1] - '0',
        };
    }

    private void Field(OpCode code, EntityHandle handle)
    {
        var key = _model.FieldKey(handle);
        var isStatic = code == OpCodes.Ldsfld || code == OpCodes.Ldsflda || code == OpCodes.Stsfld;
        if (code == OpCodes.Stfld || code == OpCodes.Stsfld)
        {
            var value = Pop();
            if (!isStatic)
                Pop();
            if (AssemblyModel.IsCompilerName(key))
                _spilled[key] = value;
            _steps.Add(new StoreStep(key, value));
            return;
        }
        if (!isStatic)
            Pop();
        Push(_spilled.TryGetValue(key, out var kept) && kept != FlowValue.Unknown ? kept : new FlowValue(FlowValueKind.Field, key));
    }

    private void Call(EntityHandle handle, bool creates)
    {
        var target = _model.Method(handle);
        var count = target.ParameterCount + (target.HasReceiver && !creates ? 1 : 0);
        var arguments = new FlowValue[count];
        for (var index = count - 1; index >= 0; index--)
            arguments[index] = Pop();
        var step = new CallStep(target.Type, target.Name, target.TypeArguments, [.. arguments]);
        _steps.Add(step);
        if (creates)
            Push(new FlowValue(FlowValueKind.New, target.Type.Name));
        else if (target.Returns)
            Push(ForeignPaths.Result(step) ?? _model.BackingField(target) ?? new FlowValue(FlowValueKind.Result, step.FullName));
    }

    private void Indirect(ReadOnlySpan<byte> operand)
    {
        var signature = Signatures.Of(_metadata, _metadata.GetStandaloneSignature((StandaloneSignatureHandle)Token(operand)));
        Discard(signature.ParameterTypes.Length + 1 + (signature.Header.IsInstance ? 1 : 0));
        if (signature.ReturnType.Name != "System.Void")
            Push(FlowValue.Unknown);
    }

    private void Save(int target)
    {
        if (_pending.ContainsKey(target))
            return;
        _saved += _stack.Count;
        if (_saved > MostSaved)
            throw new BadImageFormatException("A method keeps more on its stack than any compiler does.");
        _pending[target] = [.. _stack.Reverse()];
    }

    private void Restore(FlowValue[] state)
    {
        _stack.Clear();
        foreach (var value in state)
            _stack.Push(value);
    }

    private void Push(FlowValue value) => _stack.Push(value);

    private FlowValue Pop() => _stack.TryPop(out var value) ? value : FlowValue.Unknown;

    private void Discard(int count)
    {
        for (; count > 0; count--)
            Pop();
    }

    private static EntityHandle Token(ReadOnlySpan<byte> operand) => MetadataTokens.EntityHandle(BinaryPrimitives.ReadInt32LittleEndian(operand));
}
