using PluginSdk.Runtime;

namespace PluginSdk.Testing.Simulation;

/// <summary>The queue of one party of a simulation: a node, the engine, the test. What is posted runs in order, one at a time.</summary>
internal sealed class PumpContext(Pump pump, string name) : DeterministicContext
{
    public string Name => name;

    public Pump Pump => pump;

    /// <summary>Guarded by the pump's gate.</summary>
    public Queue<(SendOrPostCallback Callback, object? State)> Queue { get; } = new();

    public bool IsPaused { get; set; }

    public bool IsDead { get; private set; }

    public bool IsRunnable => !IsPaused && !IsDead && Queue.Count > 0;

    /// <summary>Nothing of this party runs any more, as after a crash.</summary>
    public void Die()
    {
        IsDead = true;
        Queue.Clear();
    }

    public override void Post(SendOrPostCallback d, object? state) => pump.Post(this, d, state);

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Current != this)
            throw new NotSupportedException("Waiting for another context would block the pump; post to it.");
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs an asynchronous method on this party; the task goes on wherever it is awaited.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> body)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(static state => _ = ((Invocation<T>)state!).RunAsync(), new Invocation<T>(body, done));
        return done.Task;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task<bool> RunAsync(Func<Task> body) => RunAsync(async () =>
    {
        await body();
        return true;
    });

    private sealed class Invocation<T>(Func<Task<T>> body, TaskCompletionSource<T> done)
    {
        public async Task RunAsync()
        {
            try
            {
                done.TrySetResult(await body());
            }
            catch (OperationCanceledException e)
            {
                done.TrySetCanceled(e.CancellationToken);
            }
#pragma warning disable CA1031 // Whatever it is belongs to whoever awaits the task.
            catch (Exception e)
#pragma warning restore CA1031
            {
                done.TrySetException(e);
            }
        }
    }
}
