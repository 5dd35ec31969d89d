namespace PluginSdk.Engines.Tests;

/// <summary>Waits for a condition, with a deadline that no healthy run comes near.</summary>
public static class Eventually
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    public static Task BecomesTrueAsync(Func<bool> condition, string what) =>
        BecomesTrueAsync(() => ValueTask.FromResult(condition()), what);

    public static async Task BecomesTrueAsync(Func<ValueTask<bool>> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < s_deadline, $"It did not happen within {s_deadline}: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
