namespace PluginSdk;

/// <summary>Whether the readers of a node share one instance of a value.</summary>
public enum CacheValues
{
    /// <summary>They share it. Right for values that nobody can change.</summary>
    Shared,

    /// <summary>Each read decodes an instance of its own from the bytes, so that what a reader changes is the reader's alone.</summary>
    Copied,

    /// <summary>They share it, and a type that can be changed is an error of the compiler. At run time it means the same as <see cref="Shared"/>.</summary>
    Refused,
}
