using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

/// <summary>Throws; apart from the code that decides to, so that that code stays small enough to inline.</summary>
internal static class WireError
{
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void EndOfData(int position)
        => throw new WireFormatException($"The data ends within a value, at byte {position}.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Expected(string what, byte code, int position)
        => throw new WireFormatException($"Expected {what} at byte {position}, found {WireCode.NameOf(code)} (0x{code:X2}).");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void OutOfRange(string what, int position)
        => throw new WireFormatException($"The value at byte {position} is out of range for {what}.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Malformed(string what, int position)
        => throw new WireFormatException($"The value at byte {position} is not {what}.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CountTooLarge(uint count, int position)
        => throw new WireFormatException($"The value at byte {position} declares {count} elements, more than the data has bytes left.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void TooDeep()
        => throw new WireFormatException(
            $"The value is nested deeper than {WireWriter.MaxDepth} objects. An object that contains itself cannot be serialized.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void OutOfStack(int depth)
        => throw new WireFormatException($"The value is nested deeper than the stack of this thread bears: {depth} objects.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Null(Type type)
        => throw new WireFormatException($"A {type} is null where its declaration does not allow it. Declare it as nullable, or give it a value.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void TrailingBytes(int position, int length)
        => throw new WireFormatException($"The value ends at byte {position}, but {length - position} more bytes follow.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void TooLarge()
        => throw new WireFormatException("The value does not fit into one array of bytes.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void DuplicateKey()
        => throw new WireFormatException("A map has the same key twice.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void DuplicateElement()
        => throw new WireFormatException("A set has the same element twice.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void NullKey()
        => throw new WireFormatException("A map has nil as a key.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CollidingKeys(Type type)
        => throw new WireFormatException(
            $"Too many keys of type {type} have the same hash code: they were made to, or its GetHashCode is at fault.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WrongCount(int expected, int actual)
        => throw new WireFormatException($"Expected an array of {expected} values, found one of {actual}.");
}
