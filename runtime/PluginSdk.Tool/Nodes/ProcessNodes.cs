using System.Diagnostics;
using PluginSdk.Hosting;
using PluginSdk.Runtime;
using PluginSdk.Tool.Timeline;

namespace PluginSdk.Tool.Nodes;

/// <summary>
/// A process for each node, on Redis. A node ends in order when its standard input is closed, so it also ends when this
/// process dies.
/// </summary>
internal sealed class ProcessNodes : IRunningNodes
{
    private readonly List<Process> _processes = [];
    private readonly List<Task> _listeners = [];
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimeline _timeline;
    private readonly NodeSettings _settings;
    private volatile bool _stopping;

    private readonly StoreSession _store;

    private ProcessNodes(NodeSettings settings, StoreSession store, ITimeline timeline)
    {
        _settings = settings;
        _store = store;
        _timeline = timeline;
    }

    public PackageStore Packages => _store.Packages;

    public Task<string> Ended => _ended.Task;

    public static async Task<ProcessNodes> StartAsync(NodeSettings settings, ITimeline timeline, CancellationToken cancellationToken)
    {
        var store = await StoreSession.OpenAsync(settings.Redis!, settings.Cluster, cancellationToken).ConfigureAwait(false);
        var nodes = new ProcessNodes(settings, store, timeline);
        try
        {
            await Task.WhenAll(settings.Names.Select(name => nodes.StartNodeAsync(name, cancellationToken))).ConfigureAwait(false);
            return nodes;
        }
        catch
        {
            await nodes.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        foreach (var process in _processes)
            process.StandardInput.Close();
        foreach (var process in _processes)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        await Task.WhenAll(_listeners).ConfigureAwait(false);
        foreach (var process in _processes)
            process.Dispose();
        await _store.DisposeAsync().ConfigureAwait(false);
    }

    private async Task StartNodeAsync(string name, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Run as `dotnet PluginSdk.Tool.dll`, the process is dotnet and the first argument is the assembly.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(ProcessNodes).Assembly.Location);
        foreach (var argument in (string[])["node", "--name", name, "--redis", _settings.Redis!, "--cluster", _settings.Cluster, "--home", _settings.Home, "--policy", _settings.Policy.ToString()])
            start.ArgumentList.Add(argument);

        var process = Process.Start(start) ?? throw new ToolException($"The process of {name} could not be started.");
        _processes.Add(process);
        var joined = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _listeners.Add(ListenAsync(name, process, joined));
        await joined.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ListenAsync(string name, Process process, TaskCompletionSource joined)
    {
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (TimelineWire.TryRead(line) is not { } entry)
                continue;
            _timeline.Record(entry);
            if (entry.Kind == TimelineKind.NodeJoined)
                joined.TrySetResult();
        }

        await process.WaitForExitAsync().ConfigureAwait(false);
        var said = (await errors.ConfigureAwait(false)).Trim();
        var ended = $"{name} ended with exit code {process.ExitCode}{(said.Length == 0 ? "." : $": {said}")}";
        joined.TrySetException(new ToolException(ended, process.ExitCode == ExitCode.EngineUnavailable ? ExitCode.EngineUnavailable : ExitCode.Failed));
        if (!_stopping)
            _ended.TrySetResult(ended);
    }
}
