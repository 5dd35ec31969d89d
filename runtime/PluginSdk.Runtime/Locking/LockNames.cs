namespace PluginSdk.Runtime;

/// <summary>What names of locks, and of what is guarded by them, have in common.</summary>
internal static class LockNames
{
    private const int LongestName = 255;

    public static void Validate(string name, string what, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, parameter);
        if (name.Length > LongestName)
            throw new ArgumentException($"The {what} has at most {LongestName} characters; this one has {name.Length}: '{name[..40]}…'. Use a hash of the long part.", parameter);
        if (name.Any(char.IsControl))
            throw new ArgumentException($"The {what} has no control characters; '{string.Concat(name.Where(c => !char.IsControl(c)))}' has.", parameter);
    }
}
