namespace PluginSdk.Wire.Codecs;

internal sealed class ValueTupleCodec<T1>(IWireCodec<T1> item1) : IWireCodec<ValueTuple<T1>>
{
    public void Write(ref WireWriter writer, ValueTuple<T1> value)
    {
        writer.Enter();
        writer.WriteArrayHeader(1);
        item1.Write(ref writer, value.Item1);
        writer.Leave();
    }

    public ValueTuple<T1> Read(ref WireReader reader)
    {
        reader.Enter();
        reader.ReadArrayHeader(1);
        var value = new ValueTuple<T1>(
            item1.Read(ref reader));
        reader.Leave();
        return value;
    }
}

internal sealed class ValueTupleCodec<T1, T2>(IWireCodec<T1> item1, IWireCodec<T2> item2) : IWireCodec<ValueTuple<T1, T2>>
{
    public void Write(ref WireWriter writer, ValueTuple<T1, T2> value)
    {
        writer.Enter();
        writer.WriteArrayHeader(2);
        item1.Write(ref writer, value.Item1);
        item2.Write(ref writer, value.Item2);
        writer.Leave();
    }

    public ValueTuple<T1, T2> Read(ref WireReader reader)
    {
        reader.Enter();
        reader.ReadArrayHeader(2);
        var value = new ValueTuple<T1, T2>(
            item1.Read(ref reader),
            item2.Read(ref reader));
        reader.Leave();
        return value;
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3>(IWireCodec<T1> item1, IWireCodec<T2> item2, IWireCodec<T3> item3) : IWireCodec<ValueTuple<T1, T2, T3>>
{
    public void Write(ref WireWriter writer, ValueTuple<T1, T2, T3> value)
    {
        writer.Enter();
        writer.WriteArrayHeader(3);
        item1.Write(ref writer, value.Item1);
        item2.Write(ref writer, value.Item2);
        item3.Write(ref writer, value.Item3);
        writer.Leave();
    }

    public ValueTuple<T1, T2, T3> Read(ref WireReader reader)
    {
        reader.Enter();
        reader.ReadArrayHeader(3);
        var value = new ValueTuple<T1, T2, T3>(
            item1.Read(ref reader),
            item2.Read(ref reader),
            item3.Read(ref reader));
        reader.Leave();
        return value;
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3, T4>(IWireCodec<T1> item1, IWireCodec<T2> item2, IWireCodec<T3> item3, IWireCodec<T4> item4) : IWireCodec<ValueTuple<T1, T2, T3, T4>>
{
    public void Write(ref WireWriter writer, ValueTuple<T1, T2, T3, T4> value)
    {
        writer.Enter();
        writer.WriteArrayHeader(4);
        item1.Write(ref writer, value.Item1);
        item2.Write(ref writer, value.Item2);
        item3.Write(ref writer, value.Item3);
        item4.Write(ref writer, value.Item4);
        writer.Leave();
    }

    public ValueTuple<T1, T2, T3, T4> Read(ref WireReader reader)
    {
        reader.Enter();
        reader.ReadArrayHeader(4);
        var value = new ValueTuple<T1, T2, T3, T4>(
            item1.Read(ref reader),
            item2.Read(ref reader),
            item3.Read(ref reader),
            item4.Read(ref reader));
        reader.Leave();
        return value;
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3, T4, T5>(IWireCodec<T1> item1, IWireCodec<T2> item2, IWireCodec<T3> item3, IWireCodec<T4> item4, IWireCodec<T5> item5) : IWireCodec<ValueTuple<T1, T2, T3, T4, T5>>
{
    public void Write(ref WireWriter writer, ValueTuple<T1, T2, T3, T4, T5> value)
    {
        writer.Enter();
        writer.WriteArrayHeader(5);
        item1.Write(ref writer, value.Item1);
        item2.Write(ref writer, value.Item2);
        item3.Write(ref writer, value.Item3);
        item4.Write(ref writer, value.Item4);
        item5.Write(ref writer, value.Item5);
        writer.Leave();
    }

    public ValueTuple<T1, T2, T3, T4, T5> Read(ref WireReader reader)
    {
        reader.Enter();
        reader.ReadArrayHeader(5);
        var value = new ValueTuple<T1, T2, T3, T4, T5>(
            item1.Read(ref reader),
            item2.Read(ref reader),
            item3.Read(ref reader),
            item4.Read(ref reader),
            item5.Read(ref reader));
        reader.Leave();
        return value;
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3, T4, T5, T6>(IWireCodec<T1> item1, IWireCodec<T2> item2, IWireCodec<T3> item3, IWireCodec<T4> item4, IWireCodec<T5> item5, IWireCodec<T6> item6) : IWireCodec<ValueTuple<T1, T2, T3, T4, T5, T6>>
{
    public void Write(ref WireWriter writer, ValueTuple<T1, T2, T3, T4, T5, T6> value)
    {
        writer.Enter();
        writer.WriteArrayHeader(6);
        item1.Write(ref writer, value.Item1);
        item2.Write(ref writer, value.Item2);
        item3.Write(ref writer, value.Item3);
        item4.Write(ref writer, value.Item4);
        item5.Write(ref writer, value.Item5);
        item6.Write(ref writer, value.Item6);
        writer.Leave();
    }

    public ValueTuple<T1, T2, T3, T4, T5, T6> Read(ref WireReader reader)
    {
        reader.Enter();
        reader.ReadArrayHeader(6);
        var value = new ValueTuple<T1, T2, T3, T4, T5, T6>(
            item1.Read(ref reader),
            item2.Read(ref reader),
            item3.Read(ref reader),
            item4.Read(ref reader),
            item5.Read(ref reader),
            item6.Read(ref reader));
        reader.Leave();
        return value;
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3, T4, T5, T6, T7>(IWireCodec<T1> item1, IWireCodec<T2> item2, IWireCodec<T3> item3, IWireCodec<T4> item4, IWireCodec<T5> item5, IWireCodec<T6> item6, IWireCodec<T7> item7) : IWireCodec<ValueTuple<T1, T2, T3, T4, T5, T6, T7>>
{
    public void Write(ref WireWriter writer, ValueTuple<T1, T2, T3, T4, T5, T6, T7> value)
    {
        writer.Enter();
        writer.WriteArrayHeader(7);
        item1.Write(ref writer, value.Item1);
        item2.Write(ref writer, value.Item2);
        item3.Write(ref writer, value.Item3);
        item4.Write(ref writer, value.Item4);
        item5.Write(ref writer, value.Item5);
        item6.Write(ref writer, value.Item6);
        item7.Write(ref writer, value.Item7);
        writer.Leave();
    }

    public ValueTuple<T1, T2, T3, T4, T5, T6, T7> Read(ref WireReader reader)
    {
        reader.Enter();
        reader.ReadArrayHeader(7);
        var value = new ValueTuple<T1, T2, T3, T4, T5, T6, T7>(
            item1.Read(ref reader),
            item2.Read(ref reader),
            item3.Read(ref reader),
            item4.Read(ref reader),
            item5.Read(ref reader),
            item6.Read(ref reader),
            item7.Read(ref reader));
        reader.Leave();
        return value;
    }
}

/// <summary>Eight and more: the last one is a tuple of the rest, on the wire too.</summary>
internal sealed class ValueTupleCodec<T1, T2, T3, T4, T5, T6, T7, TRest>(IWireCodec<T1> item1, IWireCodec<T2> item2, IWireCodec<T3> item3, IWireCodec<T4> item4, IWireCodec<T5> item5, IWireCodec<T6> item6, IWireCodec<T7> item7, IWireCodec<TRest> rest) : IWireCodec<ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>>
    where TRest : struct
{
    public void Write(ref WireWriter writer, ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> value)
    {
        writer.Enter();
        writer.WriteArrayHeader(8);
        item1.Write(ref writer, value.Item1);
        item2.Write(ref writer, value.Item2);
        item3.Write(ref writer, value.Item3);
        item4.Write(ref writer, value.Item4);
        item5.Write(ref writer, value.Item5);
        item6.Write(ref writer, value.Item6);
        item7.Write(ref writer, value.Item7);
        rest.Write(ref writer, value.Rest);
        writer.Leave();
    }

    public ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> Read(ref WireReader reader)
    {
        reader.Enter();
        reader.ReadArrayHeader(8);
        var value = new ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>(
            item1.Read(ref reader),
            item2.Read(ref reader),
            item3.Read(ref reader),
            item4.Read(ref reader),
            item5.Read(ref reader),
            item6.Read(ref reader),
            item7.Read(ref reader),
            rest.Read(ref reader));
        reader.Leave();
        return value;
    }
}
