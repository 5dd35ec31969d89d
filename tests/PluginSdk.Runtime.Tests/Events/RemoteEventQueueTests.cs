using System.Globalization;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Tests.Events;

public sealed class RemoteEventQueueTests
{
    private readonly List<string> _seen = [];
    private readonly TaskCompletionSource _handlerIsSlow = new();

    [Fact]
    public async Task What_comes_while_it_is_full_is_dropped_and_the_gap_is_told_in_its_place()
    {
        var queue = new RemoteEventQueue(3, HandleAsync, TellGapAsync);
        queue.Start();
        for (var number = 1; number <= 1000; number++)
            queue.Add(Entry(number));
        _handlerIsSlow.SetResult();
        await BecomeAsync("gap TooSlow");
        queue.Add(Entry(1001));
        await BecomeAsync("1001");

        // One under way and three that wait, or three that waited before the first was taken.
        Assert.Contains(string.Join(' ', _seen), (string[])["1 2 3 gap TooSlow 1001", "1 2 3 4 gap TooSlow 1001"]);
        await queue.StopAsync();
    }

    [Fact]
    public async Task A_lost_place_is_told_in_its_place()
    {
        var queue = new RemoteEventQueue(10, HandleAsync, TellGapAsync);
        _handlerIsSlow.SetResult();
        queue.Add(Entry(1));
        queue.AddGap();
        queue.Add(Entry(2));
        queue.Start();
        await BecomeAsync("2");

        Assert.Equal(["1", "gap PlaceLost", "2"], _seen);
        await queue.StopAsync();
    }

    private static LogEntry Entry(int number) => new(new LogPosition(number, 0), new AppendId("other", number), "topic", ReadOnlyMemory<byte>.Empty);

    private async Task HandleAsync(LogEntry entry)
    {
        await _handlerIsSlow.Task;
        See(entry.Position.Sequence.ToString(CultureInfo.InvariantCulture));
    }

    private Task TellGapAsync(EventGap gap)
    {
        See($"gap {gap}");
        return Task.CompletedTask;
    }

    private void See(string what)
    {
        lock (_seen)
            _seen.Add(what);
    }

    private async Task BecomeAsync(string last)
    {
        while (true)
        {
            lock (_seen)
            {
                if (_seen.LastOrDefault() == last)
                    return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
