using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PluginSdk.Engines.Tests;

/// <summary>
/// A PostgreSQL server of this test run, on a free loopback port and with its data in a temporary directory. PostgreSQL
/// refuses to run as root, so there it runs as its own user.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "postgres";

    private readonly string _directory;
    private readonly string _executables;
    private readonly int _port;

    private PostgresServer(string executables)
    {
        _executables = executables;
        _directory = Directory.CreateTempSubdirectory("pluginsdk-postgres-").FullName;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(FindExecutables() ?? throw new InvalidOperationException("PostgreSQL is not on this machine."));
        if (IsRoot)
            await RunAsync("chown", User, server._directory);
        // Through files and not pipes: the server would keep those open.
        await server.RunOwnAsync("initdb", "-D", server.Data, "-U", User, "-A", "trust", "--no-sync");
        await server.RunOwnAsync("pg_ctl", "-D", server.Data, "-w", "-l", Path.Combine(server._directory, "log"), "-o", $"-p {server._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off", "start");
        return server;
    }

    public static void SkipWithout()
    {
        if (FindExecutables() is null)
            Assert.Skip("PostgreSQL (initdb, pg_ctl) is not on this machine. Install it (Debian: apt-get install postgresql) to run this test.");
    }

    private string Data => Path.Combine(_directory, "data");

    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={_port};Username={User};Database={User};Timeout=15");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunOwnAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(_directory, recursive: true);
    }

    private Task RunOwnAsync(string name, params string[] arguments)
    {
        var executable = Path.Combine(_executables, name);
        return IsRoot ? RunAsync("runuser", ["-u", User, "--", executable, .. arguments]) : RunAsync(executable, arguments);
    }

    private static async Task RunAsync(string executable, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", executable, .. arguments]) { WorkingDirectory = Path.GetTempPath() })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{executable} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    /// <summary>The newest version, where Debian keeps them apart from the PATH.</summary>
    private static string? FindExecutables()
    {
        var versions = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(static version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0).Select(static version => Path.Combine(version, "bin"))
            : [];
        return versions.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(static directory => File.Exists(Path.Combine(directory, "initdb")) && File.Exists(Path.Combine(directory, "pg_ctl")));
    }
}
