namespace PluginSdk.Generators.Serialization.Model;

/// <summary>The ways in which generated code writes and reads a value.</summary>
internal enum ShapeKind
{
    /// <summary>A method of the writer and the reader: <c>WriteInt32</c>, <c>ReadInt32</c>.</summary>
    Scalar,

    /// <summary>The scalar under an enum.</summary>
    Enum,

    /// <summary><c>T?</c> of a value type.</summary>
    NullableValue,

    /// <summary>A reference that may be null.</summary>
    NullableReference,

    /// <summary>A type with a generated codec.</summary>
    Object,

    /// <summary>A type of another assembly that knows its codec.</summary>
    SelfDescribing,

    /// <summary>An array, written in a loop.</summary>
    Array,

    /// <summary>A <c>List&lt;T&gt;</c>, written in a loop.</summary>
    List,

    /// <summary>A <c>Dictionary&lt;TKey, TValue&gt;</c>, written in a loop.</summary>
    Dictionary,

    /// <summary>A type of the author's that is a collection, filled by a codec in <c>WireCodecs</c>.</summary>
    OwnCollection,

    /// <summary>Anything that a codec in <c>WireCodecs</c> writes.</summary>
    Library,
}
