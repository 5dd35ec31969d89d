using Microsoft.Extensions.Logging;
using PluginSdk.Runtime;

namespace PluginSdk.Tool.Nodes;

/// <summary>Puts what the host warns of on the timeline. What plugins log is there already.</summary>
internal sealed class TimelineLoggerProvider(string node, ITimeline timeline) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(node, categoryName, timeline);

    public void Dispose()
    {
    }

    private sealed class Logger(string node, string category, ITimeline timeline) : ILogger
    {
        private readonly bool _ofHost = category.StartsWith("PluginSdk.", StringComparison.Ordinal) || category.StartsWith("Microsoft.", StringComparison.Ordinal);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => _ofHost && logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // The timeline has an entry of its own for a refusal.
            if (!IsEnabled(logLevel) || eventId.Name is "PluginRefused" or "PackageRefused")
                return;
            var text = formatter(state, exception);
            var detail = exception is null ? text : $"{text}: {exception.Message}";
            timeline.Record(new TimelineEntry(TimeProvider.System.GetUtcNow(), node, TimelineKind.PluginLog, null, ShortName(category), detail));
        }

        private static string ShortName(string category) => category[(category.LastIndexOf('.') + 1)..];
    }
}
