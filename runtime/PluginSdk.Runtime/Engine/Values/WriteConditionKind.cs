namespace PluginSdk.Runtime.Engine;

/// <summary>What a <see cref="WriteCondition"/> asks. The numbers are part of the engines' scripts.</summary>
public enum WriteConditionKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>That there is no value.</summary>
    Absent = 1,

    /// <summary>That there is a value.</summary>
    Present = 2,

    /// <summary>That there is a value of given bytes.</summary>
    Equal = 3,
}
