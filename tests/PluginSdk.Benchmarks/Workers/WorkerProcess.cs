using System.Diagnostics;
using System.Text.Json;

namespace PluginSdk.Benchmarks.Workers;

/// <summary>A worker as whoever measures sees it.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public static async Task<WorkerProcess> StartAsync(string role, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [WorkerProgram.Command, role, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var worker = new WorkerProcess(Process.Start(start)!);
        if (await worker._process.StandardOutput.ReadLineAsync() != "ready")
            throw new InvalidOperationException($"The worker '{role}' did not start.");
        return worker;
    }

    /// <summary>Has the worker play its part once, and returns what it measured.</summary>
    public async Task<double[]> PlayAsync()
    {
        await _process.StandardInput.WriteLineAsync("go");
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The worker has ended.");
        return JsonSerializer.Deserialize<double[]>(line)!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
