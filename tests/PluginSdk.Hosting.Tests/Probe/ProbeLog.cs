namespace PluginSdk.Hosting.Tests.Probe;

internal sealed class ProbeLog : IProbe
{
    private readonly Lock _gate = new();
    private readonly List<string> _said = [];

    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_gate)
                return [.. _said.Order(StringComparer.Ordinal)];
        }
    }

    public void Say(string node, string what)
    {
        lock (_gate)
            _said.Add($"{node} {what}");
    }
}
