using System.Diagnostics;
using System.Globalization;
using PluginSdk.EndToEnd.Tests.Templates;

namespace PluginSdk.EndToEnd.Tests.Tool;

public sealed class InterruptTests(FeedFixture feed)
{
    [Fact]
    public async Task Ctrl_C_drains_the_nodes_and_stops_them_in_order()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Interrupts a process with kill(1).");
        using var workspace = feed.NewWorkspace();
        var package = await TemplateProject.BuildAsync(workspace, feed);
        using var up = Process.Start(new ProcessStartInfo("dotnet", [Repository.Tool, "up", package, "--nodes", "2"]) { RedirectStandardOutput = true })!;

        await ReadUntilAsync(up, line => line.Contains("job     write started", StringComparison.Ordinal));
        Process.Start("kill", ["-INT", up.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        var rest = await ReadUntilAsync(up, _ => false);

        await up.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, up.ExitCode);
        Assert.Equal(2, rest.Count(line => line.Contains("plugin  stopped", StringComparison.Ordinal)));
        Assert.Equal(2, rest.Count(line => line.Contains("left the cluster", StringComparison.Ordinal)));
    }

    private static async Task<List<string>> ReadUntilAsync(Process process, Func<string, bool> found)
    {
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            if (found(line))
                break;
        }

        return lines;
    }
}
