using System.Globalization;
using Spectre.Console;

namespace PluginSdk.Tool;

/// <summary>Lines for people: markup in the text, values escaped and in the invariant culture.</summary>
internal static class Terminal
{
    public static void Line(FormattableString text) => AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, text);

    public static void Begin(FormattableString text) => AnsiConsole.MarkupInterpolated(CultureInfo.InvariantCulture, text);
}
