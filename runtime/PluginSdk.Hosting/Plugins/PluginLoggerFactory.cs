using Microsoft.Extensions.Logging;
using PluginSdk.Runtime;

namespace PluginSdk.Hosting;

/// <summary>A plugin's loggers: the host's, and the timeline hears of what the plugin says.</summary>
internal sealed class PluginLoggerFactory(ClusterMember member, string pluginKey) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) =>
        new PluginLogger(member, pluginKey, member.Options.LoggerFactory.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("Where logs go is the host's choice; a plugin cannot add a logger provider.");

    public void Dispose()
    {
        // The host's factory outlives the plugin.
    }

    private sealed class PluginLogger(ClusterMember member, string pluginKey, ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) =>
            logger.IsEnabled(logLevel) || (member.Options.Timeline.IsEnabled && logLevel >= LogLevel.Information);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logger.IsEnabled(logLevel))
                logger.Log(logLevel, eventId, state, exception, formatter);
            if (member.Options.Timeline.IsEnabled && logLevel >= LogLevel.Information)
                member.Record(TimelineKind.PluginLog, pluginKey, null, formatter(state, exception));
        }
    }
}
