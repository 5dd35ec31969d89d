using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace PluginSdk.Benchmarks.Cache;

/// <summary>A redis-server on a free loopback port that keeps nothing.</summary>
internal sealed class LocalRedis : IAsyncDisposable
{
    private readonly Process _process;

    private LocalRedis(Process process, string endpoint, ConnectionMultiplexer connection)
    {
        _process = process;
        Endpoint = endpoint;
        Connection = connection;
    }

    public string Endpoint { get; }

    public ConnectionMultiplexer Connection { get; }

    /// <summary>Starts one; null if it is not installed.</summary>
    public static async Task<LocalRedis?> StartAsync()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        try
        {
            var process = Process.Start(new ProcessStartInfo("redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--logfile", "/dev/null"]))!;
            var endpoint = $"127.0.0.1:{port}";
            var options = ConfigurationOptions.Parse(endpoint);
            options.ConnectRetry = 20;
            options.ConnectTimeout = 500;
            return new LocalRedis(process, endpoint, await ConnectionMultiplexer.ConnectAsync(options));
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
