using PluginSdk.Wire.Codecs;

namespace PluginSdk.Wire;

public static partial class WireCodecs
{
    /// <summary>The codec of a tuple of 1: an array.</summary>
    /// <typeparam name="T1">The type of the first item.</typeparam>
    /// <param name="item1">The codec of the first item.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<Tuple<T1>> Tuple<T1>(IWireCodec<T1> item1)
        => new TupleCodec<T1>(item1);

    /// <summary>The codec of a tuple of 2: an array.</summary>
    /// <typeparam name="T1">The type of the first item.</typeparam>
    /// <typeparam name="T2">The type of the second item.</typeparam>
    /// <param name="item1">The codec of the first item.</param>
    /// <param name="item2">The codec of the second item.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<Tuple<T1, T2>> Tuple<T1, T2>(IWireCodec<T1> item1, IWireCodec<T2> item2)
        => new TupleCodec<T1, T2>(item1, item2);

    /// <summary>The codec of a tuple of 3: an array.</summary>
    /// <typeparam name="T1">The type of the first item.</typeparam>
    /// <typeparam name="T2">The type of the second item.</typeparam>
    /// <typeparam name="T3">The type of the third item.</typeparam>
    /// <param name="item1">The codec of the first item.</param>
    /// <param name="item2">The codec of the second item.</param>
    /// <param name="item3">The codec of the third item.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<Tuple<T1, T2, T3>> Tuple<T1, T2, T3>(IWireCodec<T1> item1, IWireCodec<T2> item2, IWireCodec<T3> item3)
        => new TupleCodec<T1, T2, T3>(item1, item2, item3);

    /// <summary>The codec of a tuple of 4: an array.</summary>
    /// <typeparam name="T1">The type of the first item.</typeparam>
    /// <typeparam name="T2">The type of the second item.</typeparam>
    /// <typeparam name="T3">The type of the third item.</typeparam>
    /// <typeparam name="T4">The type of the fourth item.</typeparam>
    /// <param name="item1">The codec of the first item.</param>
    /// <param name="item2">The codec of the second item.</param>
    /// <param name="item3">The codec of the third item.</param>
    /// <param name="item4">The codec of the fourth item.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<Tuple<T1, T2, T3, T4>> Tuple<T1, T2, T3, T4>(IWireCodec<T1> item1, IWireCodec<T2> item2, IWireCodec<T3> item3, IWireCodec<T4> item4)
        => new TupleCodec<T1, T2, T3, T4>(item1, item2, item3, item4);

    /// <summary>The codec of a tuple of 5: an array.</summary>
    /// <typeparam name="T1">The type of the first item.</typeparam>
    /// <typeparam name="T2">The type of the second item.</typeparam>
    /// <typeparam name="T3">The type of the third item.</typeparam>
    /// <typeparam name="T4">The type of the fourth item.</typeparam>
    /// <typeparam name="T5">The type of the fifth item.</typeparam>
    /// <param name="item1">The codec of the first item.</param>
    /// <param name="item2">The codec of the second item.</param>
    /// <param name="item3">The codec of the third item.</param>
    /// <param name="item4">The codec of the fourth item.</param>
    /// <param name="item5">The codec of the fifth item.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<Tuple<T1, T2, T3, T4, T5>> Tuple<T1, T2, T3, T4, T5>(IWireCodec<T1> item1, IWireCodec<T2> item2, IWireCodec<T3> item3, IWireCodec<T4> item4, IWireCodec<T5> item5)
        => new TupleCodec<T1, T2, T3, T4, T5>(item1, item2, item3, item4, item5);

    /// <summary>The codec of a tuple of 6: an array.</summary>
    /// <typeparam name="T1">The type of the first item.</typeparam>
    /// <typeparam name="T2">The type of the second item.</typeparam>
    /// <typeparam name="T3">The type of the third item.</typeparam>
    /// <typeparam name="T4">The type of the fourth item.</typeparam>
    /// <typeparam name="T5">The type of the fifth item.</typeparam>
    /// <typeparam name="T6">The type of the sixth item.</typeparam>
    /// <param name="item1">The codec of the first item.</param>
    /// <param name="item2">The codec of the second item.</param>
    /// <param name="item3">The codec of the third item.</param>
    /// <param name="item4">The codec of the fourth item.</param>
    /// <param name="item5">The codec of the fifth item.</param>
    /// <param name="item6">The codec of the sixth item.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<Tuple<T1, T2, T3, T4, T5, T6>> Tuple<T1, T2, T3, T4, T5, T6>(IWireCodec<T1> item1, IWireCodec<T2> item2, IWireCodec<T3> item3, IWireCodec<T4> item4, IWireCodec<T5> item5, IWireCodec<T6> item6)
        => new TupleCodec<T1, T2, T3, T4, T5, T6>(item1, item2, item3, item4, item5, item6);

    /// <summary>The codec of a tuple of 7: an array.</summary>
    /// <typeparam name="T1">The type of the first item.</typeparam>
    /// <typeparam name="T2">The type of the second item.</typeparam>
    /// <typeparam name="T3">The type of the third item.</typeparam>
    /// <typeparam name="T4">The type of the fourth item.</typeparam>
    /// <typeparam name="T5">The type of the fifth item.</typeparam>
    /// <typeparam name="T6">The type of the sixth item.</typeparam>
    /// <typeparam name="T7">The type of the seventh item.</typeparam>
    /// <param name="item1">The codec of the first item.</param>
    /// <param name="item2">The codec of the second item.</param>
    /// <param name="item3">The codec of the third item.</param>
    /// <param name="item4">The codec of the fourth item.</param>
    /// <param name="item5">The codec of the fifth item.</param>
    /// <param name="item6">The codec of the sixth item.</param>
    /// <param name="item7">The codec of the seventh item.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<Tuple<T1, T2, T3, T4, T5, T6, T7>> Tuple<T1, T2, T3, T4, T5, T6, T7>(IWireCodec<T1> item1, IWireCodec<T2> item2, IWireCodec<T3> item3, IWireCodec<T4> item4, IWireCodec<T5> item5, IWireCodec<T6> item6, IWireCodec<T7> item7)
        => new TupleCodec<T1, T2, T3, T4, T5, T6, T7>(item1, item2, item3, item4, item5, item6, item7);

    /// <summary>The codec of a tuple of 8 or more: an array of 8, the last of which is that of the rest.</summary>
    /// <typeparam name="T1">The type of item 1.</typeparam>
    /// <typeparam name="T2">The type of item 2.</typeparam>
    /// <typeparam name="T3">The type of item 3.</typeparam>
    /// <typeparam name="T4">The type of item 4.</typeparam>
    /// <typeparam name="T5">The type of item 5.</typeparam>
    /// <typeparam name="T6">The type of item 6.</typeparam>
    /// <typeparam name="T7">The type of item 7.</typeparam>
    /// <typeparam name="TRest">The tuple of what follows.</typeparam>
    /// <param name="item1">The codec of item 1.</param>
    /// <param name="item2">The codec of item 2.</param>
    /// <param name="item3">The codec of item 3.</param>
    /// <param name="item4">The codec of item 4.</param>
    /// <param name="item5">The codec of item 5.</param>
    /// <param name="item6">The codec of item 6.</param>
    /// <param name="item7">The codec of item 7.</param>
    /// <param name="rest">The codec of what follows.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>> Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>(IWireCodec<T1> item1, IWireCodec<T2> item2, IWireCodec<T3> item3, IWireCodec<T4> item4, IWireCodec<T5> item5, IWireCodec<T6> item6, IWireCodec<T7> item7, IWireCodec<TRest> rest)
        where TRest : notnull
        => new TupleCodec<T1, T2, T3, T4, T5, T6, T7, TRest>(item1, item2, item3, item4, item5, item6, item7, rest);
}
