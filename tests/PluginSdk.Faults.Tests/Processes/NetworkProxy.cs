using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PluginSdk.Faults.Tests.Processes;

/// <summary>The network between one worker and its server: it can swallow everything without a word, as a blackhole does.</summary>
public sealed class NetworkProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _underWay = [];
    private readonly int _target;
    private volatile TaskCompletionSource? _healed;

    public NetworkProxy(int target)
    {
        _target = target;
        _listener.Start();
        _underWay.Add(AcceptAsync());
    }

    public string Endpoint => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Blackhole() => _healed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Heal()
    {
        var healed = _healed;
        _healed = null;
        healed?.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        Heal();
        await Task.WhenAll(_underWay);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                _underWay.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                client.NoDelay = server.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
                await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
            {
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.GetStream().ReadAsync(buffer, _stopping.Token) is var count and > 0)
        {
            if (_healed is { } healed)
                await healed.Task.WaitAsync(_stopping.Token);
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stopping.Token);
        }
    }
}
