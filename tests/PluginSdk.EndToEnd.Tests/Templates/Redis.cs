using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PluginSdk.EndToEnd.Tests.Templates;

/// <summary>A redis-server of this test, on a free loopback port, that keeps nothing.</summary>
internal sealed class Redis : IAsyncDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);
    private readonly Process _process;

    private Redis(Process process, int port)
    {
        _process = process;
        Endpoint = $"127.0.0.1:{port}";
    }

    public string Endpoint { get; }

    public static async Task<Redis> StartAsync()
    {
        var executable = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists);
        if (executable is null)
            Assert.Skip("redis-server is not on the PATH. Install it (Debian: apt-get install redis-server) to run this test.");
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        var redis = new Redis(Process.Start(new ProcessStartInfo(executable, ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--logfile", "/dev/null"]) { WorkingDirectory = Path.GetTempPath() })!, port);
        var start = TimeProvider.System.GetTimestamp();
        while (!await redis.AcceptsAsync(port))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < s_deadline && !redis._process.HasExited, "redis-server does not start");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        return redis;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> AcceptsAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return !_process.HasExited;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
