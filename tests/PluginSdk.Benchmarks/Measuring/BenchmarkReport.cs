namespace PluginSdk.Benchmarks.Measuring;

/// <summary>The figures of an area, printed as they come.</summary>
internal sealed class BenchmarkReport(string area, TextWriter output, string? only = null)
{
    private readonly List<Figure> _figures = [];

    public string Area => area;

    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>Whether figures that start so are wanted; an area asks before it measures them.</summary>
    public bool Wants(string figure) => only is null || figure.StartsWith(only, StringComparison.Ordinal);

    /// <summary>Adds a figure of which less is better.</summary>
    /// <param name="name">What was measured.</param>
    /// <param name="ours">Our value.</param>
    /// <param name="peerName">The peer.</param>
    /// <param name="peer">Its value.</param>
    /// <param name="goal">The highest ratio that meets the goal; null where there is none.</param>
    /// <param name="ratio">The ratio where it was measured better than by dividing the values.</param>
    public void Add(string name, double ours, string peerName, double peer, double? goal = null, double? ratio = null)
    {
        var figure = new Figure($"{name}/{peerName}", ours, peer, ratio ?? (peer == 0 ? (ours == 0 ? 0 : double.PositiveInfinity) : ours / peer), goal);
        _figures.Add(figure);
        output.WriteLine($"{area} {figure.Name} {Number(ours)} {Number(peer)} {figure.Ratio:0.00} {(goal is { } limit ? $"{limit:0.00}" : "-")} {figure.Verdict}");
    }

    public static string Number(double value) => value.ToString(value < 100 ? "0.0" : "0", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One line of the table.</summary>
internal sealed record Figure(string Name, double Ours, double Peer, double Ratio, double? Goal)
{
    public string Verdict => Goal is not { } goal || Ratio <= goal ? "ok" : "short";
}
