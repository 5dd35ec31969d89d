using System.Collections.Concurrent;
using System.Globalization;

namespace PluginSdk.Faults.Worker;

/// <summary>Does what the test says, and says what happened.</summary>
public sealed class WorkerNode(IClusterLocks locks, WorkerCache cache, FencedResource resource, WorkerOutput output)
{
    private readonly ConcurrentDictionary<string, ClusterLockLease> _leases = [];
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _hammers = [];

    public void Run(string[] command) => _ = RunAsync(command);

    private async Task RunAsync(string[] command)
    {
        var id = command[1];
        try
        {
            await (command[0] switch
            {
                "acquire" => AcquireAsync(id, command[2], Milliseconds(command[3]), Milliseconds(command[4])),
                "release" => ReleaseAsync(id),
                "hammer" => HammerAsync(id, command[2]),
                "stop" => _hammers[id].CancelAsync(),
                "watch" => cache.WatchAsync(id, command[2], Milliseconds(command[3])),
                "stop-watching" => cache.StopAsync(id),
                "change" => cache.ChangeAsync(id, command[2], Milliseconds(command[3])),
                "stampede" => cache.StampedeAsync(id, command[2], Number(command[3]), Milliseconds(command[4])),
                "starve" => StarveAsync(id, Milliseconds(command[2])),
                "count" => CountAsync(id, command[2], Milliseconds(command[3]), Number(command[4]), Number(command[5]), Milliseconds(command[6])),
                _ => throw new ArgumentException($"Unknown command {command[0]}"),
            });
        }
        catch (Exception e)
        {
            output.Say("failed", id, $"{e.GetType().Name}: {e.Message}".ReplaceLineEndings(" "));
        }
    }

    private async Task AcquireAsync(string id, string name, TimeSpan lease, TimeSpan wait)
    {
        var acquired = await Lock(name, lease).TryAcquireAsync(wait);
        if (acquired is null)
        {
            output.Say("refused", id);
            return;
        }

        _leases[id] = acquired;
        acquired.Lost.Register(() => output.Say("lost", id));
        output.Say("acquired", id, acquired.FencingToken);
    }

    private async Task ReleaseAsync(string id)
    {
        await _leases[id].DisposeAsync();
        output.Say("released", id);
    }

    /// <summary>Writes as fast as it can, each time after asking the lease, until it is lost or the test says stop.</summary>
    private async Task HammerAsync(string id, string key)
    {
        var lease = _leases[id];
        using var stop = _hammers[id] = new CancellationTokenSource();
        var (accepted, refused) = (0, 0);
        output.Say("hammering", id);
        try
        {
            for (long value = 0; !stop.IsCancellationRequested; value++)
            {
                lease.ThrowIfLost();
                if (await resource.WriteAsync(key, lease.FencingToken, value))
                    accepted++;
                else
                    refused++;
            }
        }
        catch (ClusterLockLostException)
        {
        }

        output.Say("hammered", id, accepted, refused);
    }

    /// <summary>Blocks every thread of the pool for a while, and says at the end whether the lease is still held.</summary>
    private async Task StarveAsync(string id, TimeSpan span)
    {
        // Some of the threads wait for something else already; there is more that blocks than threads, so that none is left.
        const int Threads = 16, Blocking = 4 * Threads;
        var lease = _leases[id];
        ThreadPool.GetMaxThreads(out var most, out var ports);
        ThreadPool.SetMinThreads(Threads, Threads);
        ThreadPool.SetMaxThreads(Threads, Threads);
        var (blocked, ended) = (0, new TaskCompletionSource());
        var blocking = 0;
        var judge = new Thread(() =>
        {
            SpinWait.SpinUntil(() => Volatile.Read(ref blocking) >= Threads / 2 && ThreadPool.PendingWorkItemCount > 0);
            output.Say("starving", id);
            Thread.Sleep(span);
            output.Say("starved", id, !lease.Lost.IsCancellationRequested && lease.Remaining > TimeSpan.Zero ? "held" : "lost");
            Volatile.Write(ref blocked, 1);
        });
        judge.Start();
        for (var i = 0; i < Blocking; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                Interlocked.Increment(ref blocking);
                while (Volatile.Read(ref blocked) == 0)
                    Thread.Sleep(10);
                ended.TrySetResult();
            }, null);
        }

        await ended.Task;
        judge.Join();
        ThreadPool.SetMaxThreads(most, ports);
    }

    /// <summary>Workers that each increment the resource under the lock, a number of times; what a lost lock or an engine that is away spoils is done again.</summary>
    private async Task CountAsync(string id, string name, TimeSpan lease, int workers, int times, TimeSpan hold)
    {
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            for (var left = times; left > 0;)
            {
                try
                {
                    await using var held = await Lock(name, lease).AcquireAsync();
                    var value = await resource.ReadAsync(name, held.FencingToken);
                    if (value < 0)
                        continue;
                    if (hold > TimeSpan.Zero)
                        await Task.Delay(hold, TimeProvider.System);
                    held.ThrowIfLost();
                    if (!await resource.WriteAsync(name, held.FencingToken, value + 1))
                        continue;
                    left--;
                    if (Interlocked.Increment(ref done) % 50 == 0)
                        output.Say("progress", id, done);
                }
                catch (ClusterLockLostException)
                {
                }
            }
        })));
        output.Say("counted", id, done);
    }

    private IClusterLock Lock(string name, TimeSpan lease) => locks.Get(name, new LockSettings { Lease = lease });

    private static TimeSpan Milliseconds(string text) => text == "-1" ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Number(text));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
