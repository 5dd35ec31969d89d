namespace PluginSdk.Runtime.Engine;

/// <summary>What must be so for a write to happen.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Expected">The bytes to compare with.</param>
public readonly record struct WriteCondition(WriteConditionKind Kind, ReadOnlyMemory<byte> Expected)
{
    /// <summary>The write happens.</summary>
    public static WriteCondition None => default;

    /// <summary>There is no value.</summary>
    public static WriteCondition Absent => new(WriteConditionKind.Absent, default);

    /// <summary>There is some value.</summary>
    public static WriteCondition Present => new(WriteConditionKind.Present, default);

    /// <summary>There is a value of exactly these bytes.</summary>
    public static WriteCondition Equal(ReadOnlyMemory<byte> expected) => new(WriteConditionKind.Equal, expected);
}
