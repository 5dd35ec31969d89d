using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

/// <summary>What generated codecs of types with members call beside the writer and the reader.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WireObject
{
    /// <summary>Notes that a member was read.</summary>
    /// <param name="seen">A bit for each member.</param>
    /// <param name="index">The member's bit.</param>
    /// <param name="type">The type, for the message.</param>
    /// <param name="member">The member, for the message.</param>
    /// <exception cref="WireFormatException">It had been read before.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Mark(ref ulong seen, int index, string type, string member)
    {
        var bit = 1UL << index;
        if ((seen & bit) != 0)
            ThrowDuplicate(type, member);
        seen |= bit;
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowDuplicate(string type, string member)
        => throw new WireFormatException($"The data of {type} has the member '{member}' twice.");

    /// <summary>Throws because a member that must be there is not.</summary>
    /// <param name="type">The type.</param>
    /// <param name="member">The member's name on the wire.</param>
    /// <exception cref="WireFormatException">Always.</exception>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ThrowMissing(string type, string member)
        => throw new WireFormatException(
            $"The data of {type} lacks the required member '{member}'. A node with an older version may have written it: "
            + "a member that is added later must have a default value or be nullable.");

    /// <summary>Throws because a value is null, or of a type that would lose members.</summary>
    /// <param name="value">The value.</param>
    /// <param name="declared">The type that the codec writes.</param>
    /// <exception cref="WireFormatException">Always.</exception>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ThrowCannotWrite(object? value, Type declared)
    {
        ArgumentNullException.ThrowIfNull(declared);
        throw new WireFormatException(value is null
            ? $"A {declared} is null where its declaration does not allow it. Declare it as nullable, or give it a value."
            : $"A {value.GetType()} cannot be written as a {declared}: it would lose its members and its type. "
                + $"Make {declared} abstract and list the subtypes with [Union].");
    }

    /// <summary>What must not be null.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value of a member, or an element of a collection.</param>
    /// <param name="type">The type that has it, for the message.</param>
    /// <param name="member">What it is there, for the message: <c>'Title'</c>, <c>An element</c>.</param>
    /// <returns>The value.</returns>
    /// <exception cref="WireFormatException">It is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NotNull<T>(T? value, string type, string member)
        where T : class
    {
        if (value is null)
            ThrowNull(type, member);
        return value;
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowNull(string type, string member)
        => throw new WireFormatException($"{member} of {type} is null, and its declaration does not allow that. Declare it as nullable, or give it a value.");

    /// <summary>The exception for a subtype that this version does not know.</summary>
    /// <param name="key">The key of the subtype.</param>
    /// <param name="declared">The type with <c>[Union]</c>.</param>
    /// <returns>The exception, to be thrown.</returns>
    public static Exception UnknownUnionKey(int key, Type declared)
        => new WireFormatException($"No [Union] of {declared} has the key {key}. A node with a newer version may have written it.");
}
