using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PluginSdk.Redis;
using StackExchange.Redis;

namespace PluginSdk.Engines.Tests;

/// <summary>A redis-server of this test run, on a free loopback port and with its data in a temporary directory.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pluginsdk-redis-").FullName;
    private readonly string[] _options;
    private string[] _leading = [];
    private Process? _process;

    private RedisServer(string[] options) => _options = options;

    public int Port { get; private set; }

    public string Endpoint => $"127.0.0.1:{Port}";

    public static void SkipWithout()
    {
        if (FindExecutable() is null)
            Assert.Skip("redis-server is not on the PATH. Install it (Debian: apt-get install redis-server) to run this test.");
    }

    public static Task<RedisServer> StartAsync() => StartAsync([]);

    /// <param name="options">More command-line options, such as <c>--appendonly yes</c>.</param>
    public static async Task<RedisServer> StartAsync(params string[] options)
    {
        SkipWithout();
        var server = new RedisServer(options);
        await server.RunAsync();
        return server;
    }

    /// <summary>Starts a sentinel, which keeps what it learns in the file that it is started with.</summary>
    public static async Task<RedisServer> StartSentinelAsync(string configuration)
    {
        SkipWithout();
        var server = new RedisServer([]);
        var file = Path.Combine(server._directory, "sentinel.conf");
        await File.WriteAllTextAsync(file, configuration);
        server._leading = [file, "--sentinel"];
        await server.RunAsync();
        return server;
    }

    public RedisCluster CreateCluster(TimeSpan? logRetention = null)
    {
        // Fast to notice what a fault test does; the behaviour is the same.
        var options = new RedisEngineOptions { Configuration = $"{Endpoint},connectTimeout=1000,connectRetry=1,allowAdmin=true", ClusterName = $"test-{Guid.NewGuid():n}" };
        return new RedisCluster(this, logRetention is { } retention ? options with { LogRetention = retention } : options);
    }

    /// <summary>Runs a command over a connection of its own, such as <c>CLIENT KILL TYPE normal</c>.</summary>
    public async Task<RedisResult> ExecuteAsync(string command, params object[] arguments)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{Endpoint},allowAdmin=true");
        return await connection.GetDatabase().ExecuteAsync(command, arguments);
    }

    /// <summary>Kills the process (SIGKILL), as a machine that dies does.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    /// <summary>Runs the server again on the same port: with what it persisted, which by default is nothing.</summary>
    public Task RestartAsync()
    {
        Kill();
        return RunAsync();
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task RunAsync()
    {
        const int attempts = 5;
        for (var attempt = 1; ; attempt++)
        {
            Port = Port == 0 || attempt > 1 ? FindFreePort() : Port;
            _process = Process.Start(new ProcessStartInfo(FindExecutable()!,
                [.. _leading, "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _directory, "--logfile", "redis.log", .. _leading.Length > 0 ? (string[])[] : ["--save", ""], .. _options]))!;
            if (await AnswersAsync(_process))
                return;
            Kill();
            if (attempt == attempts)
                throw new InvalidOperationException($"redis-server does not start: {File.ReadAllText(Path.Combine(_directory, "redis.log"))}");
        }
    }

    private async Task<bool> AnswersAsync(Process process)
    {
        var ping = "PING\r\n"u8.ToArray();
        var answer = new byte[7];
        for (var tries = 0; tries < 200 && !process.HasExited; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                await client.GetStream().WriteAsync(ping);
                await client.GetStream().ReadExactlyAsync(answer);
                if (answer.AsSpan().SequenceEqual("+PONG\r\n"u8))
                    return true;
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System);
        }

        return false;
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? FindExecutable() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(static directory => Path.Combine(directory, OperatingSystem.IsWindows() ? "redis-server.exe" : "redis-server"))
            .FirstOrDefault(File.Exists);
}
