using PluginSdk.Runtime;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Testing.Simulation;

/// <summary>
/// The connection of one node to the engine. Messages keep their order in each direction, take a time that the seed
/// chooses, and are lost when the connection is cut at their arrival.
/// </summary>
internal sealed class SimulatedLink(LinkSettings settings, Random random, PumpContext node, PumpContext engine, TimeProvider nodeTime)
{
    private readonly Lock _gate = new();
    private readonly List<LinkedLogReader> _readers = [];
    private readonly VirtualClock _clock = node.Pump.Clock;
    private volatile TaskCompletionSource? _healed;
    private TimeSpan _lastRequest;
    private TimeSpan _lastAnswer;

    /// <summary>The connection works again.</summary>
    public event Action? Healed;

    public bool IsCut => _healed is not null;

    public void Cut()
    {
        if (IsCut)
            return;
        lock (_gate)
        {
            foreach (var reader in _readers)
                reader.Freeze();
        }
        _healed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Heal()
    {
        if (_healed is not { } healed)
            return;
        _healed = null;
        healed.SetResult();
        Push(() => Healed?.Invoke());
    }

    /// <summary>Something the engine tells the node of its own accord.</summary>
    public void Push(Action arrive) => Travel(node, ref _lastAnswer, "notice", () =>
    {
        if (!IsCut)
            arrive();
    });

    /// <exception cref="EngineUnavailableException">The link is still cut after the time that a command may take.</exception>
    public async Task WhenHealedAsync(CancellationToken cancellationToken)
    {
        if (_healed is not { } healed)
            return;
        try
        {
            await healed.Task.OnContext().WaitAsync(settings.CommandTimeout, nodeTime, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new EngineUnavailableException($"{node.Name} is cut from the engine.", e);
        }
    }

    public void Add(LinkedLogReader reader)
    {
        lock (_gate)
            _readers.Add(reader);
    }

    public void Remove(LinkedLogReader reader)
    {
        lock (_gate)
            _readers.Remove(reader);
    }

    /// <summary>Asks the engine and waits for its answer, for as long as a command may take.</summary>
    public async ValueTask<T> CallAsync<T>(Func<ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(call, canBeLost: true).OnContext().WaitAsync(settings.CommandTimeout, nodeTime, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new EngineUnavailableException($"The engine did not answer {node.Name} within {settings.CommandTimeout}.", e);
        }
    }

    /// <summary>As the other overload, without a result.</summary>
    public async ValueTask CallAsync(Func<ValueTask> call, CancellationToken cancellationToken) => await CallAsync(async () =>
    {
        await call();
        return true;
    }, cancellationToken);

    /// <summary>Asks the engine something that may take as long as it likes; the question and its answer are never lost, only late.</summary>
    public Task<T> SubscribeAsync<T>(Func<ValueTask<T>> call) => SendAsync(call, canBeLost: false).OnContext();

    private Task<T> SendAsync<T>(Func<ValueTask<T>> call, bool canBeLost)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Travel(engine, ref _lastRequest, $"request of {node.Name}", () =>
        {
            if (!(canBeLost && IsCut))
                _ = AnswerAsync(call, answer, canBeLost);
        });
        return answer.Task;
    }

    private async Task AnswerAsync<T>(Func<ValueTask<T>> call, TaskCompletionSource<T> answer, bool canBeLost)
    {
        Action deliver;
        try
        {
            var result = await call();
            deliver = () => answer.TrySetResult(result);
        }
        catch (OperationCanceledException e)
        {
            deliver = () => answer.TrySetCanceled(e.CancellationToken);
        }
#pragma warning disable CA1031 // It travels to whoever asked.
        catch (Exception e)
#pragma warning restore CA1031
        {
            deliver = () => answer.TrySetException(e);
        }
        Travel(node, ref _lastAnswer, "answer", () =>
        {
            if (!(canBeLost && IsCut))
                deliver();
        });
    }

    /// <summary>Runs <paramref name="arrive"/> on the receiving party when the message arrives: never before an earlier one.</summary>
    private void Travel(PumpContext receiver, ref TimeSpan last, string name, Action arrive)
    {
        var message = new Message(name, arrive);
        lock (_gate)
        {
            if (settings.Latency == TimeSpan.Zero)
            {
                receiver.Post(Message.Deliver, message);
                return;
            }
            var arrival = _clock.Elapsed + new TimeSpan(random.NextInt64(settings.Latency.Ticks + 1));
            last = arrival > last ? arrival : last;
            _clock.CreateTimer(receiver, Message.Deliver, message, last - _clock.Elapsed, Timeout.InfiniteTimeSpan);
        }
    }
}
