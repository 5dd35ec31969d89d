using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace PluginSdk.Faults.Tests.Processes;

/// <summary>A node in a process of its own that the test can stop in its tracks and kill.</summary>
public sealed partial class WorkerProcess : IAsyncDisposable
{
    private const int Kill9 = 9, Continue = 18, Stop = 19;
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentDictionary<(string What, string Id), Channel<Answer>> _answers = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _ids;
    private bool _disposed;

    private WorkerProcess(string name, string engine, string cluster, string resource)
    {
        var worker = Path.Combine(AppContext.BaseDirectory, "PluginSdk.Faults.Worker.dll");
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [worker, name, engine, cluster, resource])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Errors.Enqueue(line.Data ?? "");
    }

    public ConcurrentQueue<string> Errors { get; } = [];

    public static async Task<WorkerProcess> StartAsync(string name, string engine, string cluster, string resource)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Processes are stopped with POSIX signals.");
        var worker = new WorkerProcess(name, engine, cluster, resource);
        worker._process.Start();
        worker._process.BeginOutputReadLine();
        worker._process.BeginErrorReadLine();
        await worker.WithinDeadlineAsync(worker._ready.Task, $"{name} starts");
        return worker;
    }

    /// <summary>Sends a command, and gives the id under which its answers come.</summary>
    public string Send(string command, params object[] arguments)
    {
        var id = $"i{Interlocked.Increment(ref _ids)}";
        SendAs(id, command, arguments);
        return id;
    }

    public void SendAs(string id, string command, params object[] arguments)
    {
        _process.StandardInput.WriteLine(string.Join(' ', [command, id, .. arguments.Select(argument => string.Create(CultureInfo.InvariantCulture, $"{argument}"))]));
        _process.StandardInput.Flush();
    }

    /// <summary>Waits for an answer, with a deadline that no healthy run comes near.</summary>
    public async Task<Answer> HearsAsync(string what, string id) =>
        await WithinDeadlineAsync(Answers(what, id).Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask(), $"'{what} {id}' is said");

    public bool HasHeard(string what, string id) => Answers(what, id).Reader.TryPeek(out _);

    public async Task<(string Id, Answer Answer)> AcquireAsync(string name, TimeSpan lease, TimeSpan? wait = null)
    {
        var id = Send("acquire", name, lease.TotalMilliseconds, wait?.TotalMilliseconds ?? -1);
        return (id, await HearsAsync("acquired", id));
    }

    /// <summary>SIGSTOP.</summary>
    public void Pause() => Signal(Stop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => Signal(Continue);

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        Signal(Kill9);
        _process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (!_process.HasExited)
        {
            Signal(Continue);
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Signal(int signal) => Assert.Equal(0, SendSignal(_process.Id, signal));

    private void Hear(string? line)
    {
        if (line == "ready")
            _ready.TrySetResult();
        if (line?.Split(' ') is [var what, var id, var at, .. var more])
            Answers(what, id).Writer.TryWrite(new Answer(long.Parse(at, CultureInfo.InvariantCulture), more));
    }

    private Channel<Answer> Answers(string what, string id) => _answers.GetOrAdd((what, id), _ => Channel.CreateUnbounded<Answer>());

    private async Task<T> WithinDeadlineAsync<T>(Task<T> task, string what)
    {
        await WithinDeadlineAsync((Task)task, what);
        return await task;
    }

    private async Task WithinDeadlineAsync(Task task, string what)
    {
        try
        {
            await task.WaitAsync(s_deadline, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            var failures = _answers.Where(pair => pair.Key.What == "failed").Select(pair => pair.Value.Reader.TryPeek(out var answer) ? string.Join(' ', answer.More) : "");
            Assert.Fail($"It did not happen within {s_deadline}: {what}. Failures: {string.Join(" | ", failures)}. Errors: {string.Join('\n', Errors)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
