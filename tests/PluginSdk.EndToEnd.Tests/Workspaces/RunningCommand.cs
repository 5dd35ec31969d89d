using System.Diagnostics;

namespace PluginSdk.EndToEnd.Tests;

/// <summary>A program that runs until the test ends it, and what it has said so far.</summary>
internal sealed class RunningCommand : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly List<string> _lines = [];

    private RunningCommand(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
    }

    public static RunningCommand Start(ProcessStartInfo start)
    {
        var command = new RunningCommand(start);
        command._process.Start();
        command._process.BeginOutputReadLine();
        command._process.BeginErrorReadLine();
        return command;
    }

    /// <summary>Waits until as many lines contain a text, and gives them.</summary>
    public async Task<IReadOnlyList<string>> SaysAsync(string text, int times)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            lock (_lines)
            {
                var found = _lines.Where(line => line.Contains(text, StringComparison.Ordinal)).ToList();
                if (found.Count >= times)
                    return found;
                var late = TimeProvider.System.GetElapsedTime(start) > Deadline;
                Assert.False(_process.HasExited || late, $"'{text}' was said {found.Count} times, not {times}:{Environment.NewLine}{string.Join(Environment.NewLine, _lines)}");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
            _lines.Add(line);
    }
}
