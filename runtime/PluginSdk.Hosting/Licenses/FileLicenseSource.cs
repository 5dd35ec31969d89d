using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PluginSdk.Hosting;

/// <summary>
/// Licences in a JSON file, an object of plugin keys:
/// <c>{ "acme.reports": { "licensee": "Acme", "expiresAt": "2027-01-01T00:00:00Z", "properties": { "seats": "25" } } }</c>.
/// The file is looked at every <see cref="PollInterval"/>, because notifications do not cross network file systems; in the
/// shared home it licenses all nodes. While it cannot be read, the licences that it named are invalid.
/// </summary>
public sealed class FileLicenseSource : ILicenseSource, IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly List<Action<string>> _listeners = [];
    private byte[]? _seen;
    private bool _wasUnreadable;
    private Dictionary<string, LicenseFileEntry?> _entries = new(StringComparer.Ordinal);

    /// <summary>Reads the file, which may be missing, and keeps looking at it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="timeProvider">The clock that licences expire by.</param>
    /// <param name="loggerFactory">Is told when the file cannot be read.</param>
    public FileLicenseSource(string path, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
    {
        _path = Path.GetFullPath(path);
        _time = timeProvider ?? TimeProvider.System;
        _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<FileLicenseSource>();
        Look();
        _timer = _time.CreateTimer(static self => ((FileLicenseSource)self!).Look(), this, PollInterval, PollInterval);
    }

    /// <summary>How often the file is looked at: a change is known on every node within this time.</summary>
    public static TimeSpan PollInterval { get; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public PluginLicense GetLicense(string pluginKey)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(pluginKey, out var entry))
                return PluginLicense.Missing;
            if (entry is null)
                return new PluginLicense(LicenseState.Invalid);
            return new PluginLicense(entry.ExpiresAt <= _time.GetUtcNow() ? LicenseState.Expired : LicenseState.Valid)
            {
                Licensee = entry.Licensee,
                ExpiresAt = entry.ExpiresAt,
                Properties = entry.Properties ?? [],
            };
        }
    }

    /// <inheritdoc/>
    public IDisposable OnChange(Action<string> changed)
    {
        lock (_gate)
            _listeners.Add(changed);
        return new Listening(this, changed);
    }

    /// <summary>Looks no more.</summary>
    public void Dispose() => _timer.Dispose();

    /// <summary>Reads the file if it is another than last time, or could not be read then.</summary>
    private void Look()
    {
        List<string> changed;
        Action<string>[] listeners;
        lock (_gate)
        {
            if (ReadIfChanged() is not { } read)
                return;
            changed = Replace(read.Entries);
            listeners = [.. _listeners];
        }
        foreach (var key in changed)
        {
            foreach (var listener in listeners)
                listener(key);
        }
    }

    /// <returns>Null if the file is the one that was read; without entries if it cannot be read.</returns>
    private FileContent? ReadIfChanged()
    {
        try
        {
            // The whole of it: network file systems keep times to the second, and a changed date has the length of the one before.
            var bytes = File.Exists(_path) ? File.ReadAllBytes(_path) : null;
            if (bytes is null == _seen is null && bytes.AsSpan().SequenceEqual(_seen) && !_wasUnreadable)
                return null;
            _seen = bytes;
            return new FileContent(bytes is not null ? JsonSerializer.Deserialize(bytes, HostingJson.Default.DictionaryStringLicenseFileEntry) ?? [] : []);
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            if (!_wasUnreadable)
                _logger.LicenseFileUnreadable(_path, problem.Message);
            return new FileContent(null);
        }
    }

    /// <returns>The plugins whose licence is another now.</returns>
    private List<string> Replace(Dictionary<string, LicenseFileEntry?>? read)
    {
        _wasUnreadable = read is null;
        var entries = new Dictionary<string, LicenseFileEntry?>(read ?? _entries.ToDictionary(entry => entry.Key, _ => (LicenseFileEntry?)null), StringComparer.Ordinal);
        var changed = entries.Keys.Union(_entries.Keys).Where(key => !Same(key, entries)).Order(StringComparer.Ordinal).ToList();
        _entries = entries;
        return changed;
    }

    private bool Same(string key, Dictionary<string, LicenseFileEntry?> entries) =>
        _entries.TryGetValue(key, out var before) && entries.TryGetValue(key, out var after)
        && before?.Licensee == after?.Licensee && before?.ExpiresAt == after?.ExpiresAt && before is null == after is null
        && (before?.Properties ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual((after?.Properties ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal));

    private sealed record FileContent(Dictionary<string, LicenseFileEntry?>? Entries);

    private sealed class Listening(FileLicenseSource source, Action<string> changed) : IDisposable
    {
        public void Dispose()
        {
            lock (source._gate)
                source._listeners.Remove(changed);
        }
    }
}
