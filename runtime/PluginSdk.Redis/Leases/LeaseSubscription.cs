using System.Globalization;
using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>The one channel on which a node hears of its offers; after a lost connection it says that some may have been missed.</summary>
internal sealed class LeaseSubscription(RedisConnection connection, RedisChannel channel, Action<LeaseNotice> onNotice) : IAsyncDisposable
{
    private ChannelMessageQueue? _messages;

    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        // Offers are published at the master, which counts who listens there.
        _messages = await connection.RunAsync(_ => connection.Multiplexer.GetSubscriber().SubscribeAsync(channel, CommandFlags.DemandMaster), cancellationToken).ConfigureAwait(false);
        _messages.OnMessage(message => Hear(message.Message));
        connection.Multiplexer.ConnectionRestored += OnConnectionRestored;
    }

    public async ValueTask DisposeAsync()
    {
        connection.Multiplexer.ConnectionRestored -= OnConnectionRestored;
        if (_messages is { } messages)
            await messages.UnsubscribeAsync(CommandFlags.FireAndForget).ConfigureAwait(false);
    }

    private void Hear(RedisValue message)
    {
        // "<milliseconds> <name>"
        var text = (string)message!;
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        onNotice(new LeaseNotice(text[(space + 1)..], TimeSpan.FromMilliseconds(int.Parse(text.AsSpan(0, space), CultureInfo.InvariantCulture))));
    }

    private void OnConnectionRestored(object? sender, ConnectionFailedEventArgs e) => onNotice(new LeaseNotice(null, TimeSpan.Zero));
}
