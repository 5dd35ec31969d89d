using System.ComponentModel;
using System.Globalization;

namespace PluginSdk.CompilerServices;

/// <summary>Puts the value of a parameter into a lock's name. Not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LockName
{
    /// <summary>
    /// The value in the invariant culture, with <c>%</c>, <c>/</c> and control characters percent-escaped, so that no two
    /// lists of arguments give one name.
    /// </summary>
    public static string Escape<T>(T value)
    {
        var text = value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value?.ToString() ?? "";
        return Uri.EscapeDataString(text);
    }
}
