using System.Runtime.InteropServices;
using PluginSdk.Hosting.Tests.Probe;

namespace PluginSdk.Hosting.Tests.Nodes;

public sealed class LoadingTests
{
    private readonly ProbeLog _log = new();

    [Fact]
    public async Task A_native_library_of_this_platform_comes_from_the_package()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The library that the test borrows from the framework is called libSystem.Native.so.");
        var borrowed = await File.ReadAllBytesAsync(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libSystem.Native.so"), TestContext.Current.CancellationToken);
        var package = ProbePlugin.PackageWith(new Dictionary<string, byte[]>
        {
            [$"lib/runtimes/{RuntimeInformation.RuntimeIdentifier}/native/libprobe.so"] = borrowed,
            ["lib/runtimes/win-x64/native/probe.dll"] = [1, 2, 3],
        }, "NATIVE");
        await using var cluster = await ProbeCluster.StartAsync(_log);

        Assert.All(await cluster.InstallAsync(package), state => Assert.Equal((PackageState.Running, null), (state.State, state.Reason)));
        Assert.Contains($"node-2 native {Environment.ProcessId}", _log.Said);
    }

    [Fact]
    public async Task An_assembly_of_the_host_that_is_not_shared_stays_the_hosts()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log, nodes: 1);
        var state = Assert.Single(await cluster.InstallAsync(ProbePlugin.Package(defines: "PRIVATE")));
        Assert.Equal(PackageState.Refused, state.State);
        Assert.Contains("ShareContract", state.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assembly_that_is_nowhere_is_named()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log, nodes: 1);
        var state = Assert.Single(await cluster.InstallAsync(ProbePlugin.Package(defines: "MISSING")));
        Assert.Contains("Acme.Missing", state.Reason, StringComparison.Ordinal);
    }
}
