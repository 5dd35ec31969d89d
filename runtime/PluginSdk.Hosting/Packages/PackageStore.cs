using System.Text.Json;
using PluginSdk.Packaging;
using PluginSdk.Runtime;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Hosting;

/// <summary>
/// The packages that are installed in a cluster. A package is put into the engine once; every running node fetches it by
/// its hash, verifies and starts it, and so does a node that joins later. Works beside the cluster too, as the
/// <c>clusterplugin</c> tool does: it needs the engine, not a node.
/// </summary>
public sealed class PackageStore
{
    internal const string Topic = "packages";
    private const string Collection = "packages";
    private const string Nodes = "package-nodes";
    private const int TagLength = 16;
    private static readonly TimeSpan s_retryDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_settlePoll = TimeSpan.FromMilliseconds(50);

    private readonly IClusterEngine _engine;
    private readonly TimeProvider _time;
    private readonly PackageLimits _limits;
    private readonly Random _random;
    private readonly string _publisher;
    private long _announcements;

    /// <summary>The packages of the cluster on <paramref name="engine"/>, which must be connected.</summary>
    /// <param name="engine">What the cluster stands on.</param>
    /// <param name="timeProvider">The clock for waiting.</param>
    /// <param name="random">Where the publisher's id comes from.</param>
    /// <param name="limits">How much a package may hold.</param>
    public PackageStore(IClusterEngine engine, TimeProvider? timeProvider = null, Random? random = null, PackageLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
        _time = timeProvider ?? TimeProvider.System;
        _limits = limits ?? PackageLimits.Default;
#pragma warning disable RS0030 // The default outside of simulations.
        _random = random ?? Random.Shared;
#pragma warning restore RS0030
        var id = new byte[8];
        _random.NextBytes(id);
        _publisher = $"packages-{Convert.ToHexStringLower(id)}";
    }

    /// <summary>Is told of what this store installed.</summary>
    internal Action<InstalledPackage>? Installed { get; init; }

    /// <summary>Verifies a package file and installs it in the cluster, in place of an earlier version.</summary>
    /// <exception cref="PluginPackageException">The package is refused; nothing has changed.</exception>
    /// <exception cref="EngineUnavailableException">The engine did not answer; install it again.</exception>
    public async Task<InstalledPackage> InstallAsync(string path, CancellationToken cancellationToken = default)
    {
        await CallerContext.Leave();
        PluginPackage.Open(path, _limits);
        return await InstallAsync(File.ReadAllBytes(path), Path.GetFileName(path), cancellationToken);
    }

    /// <summary>Verifies a package and installs it in the cluster, in place of an earlier version.</summary>
    /// <param name="package">The bytes of the package file.</param>
    /// <param name="origin">Where it comes from, for the message of an exception.</param>
    /// <param name="cancellationToken">Gives up; the package may have been installed.</param>
    /// <exception cref="PluginPackageException">The package is refused; nothing has changed.</exception>
    /// <exception cref="EngineUnavailableException">The engine did not answer; install it again.</exception>
    public async Task<InstalledPackage> InstallAsync(byte[] package, string origin, CancellationToken cancellationToken = default)
    {
        await CallerContext.Leave();
        var verified = PluginPackage.Read(package, origin, _limits);
        using var activity = PluginSdkTelemetry.Activities.StartActivity("package install");
        activity?.SetTag(PluginSdkTelemetry.PluginTag, verified.Document.Key);
        var (installed, replaced) = await WriteAsync(verified, package, cancellationToken);
        Installed?.Invoke(installed);
        await AnnounceAsync(installed.Key, cancellationToken);
        if (replaced is not null && replaced.Blob != installed.Blob)
            await DropAsync(replaced.Blob, cancellationToken);
        return installed;
    }

    /// <summary>What is installed, in the order of the keys.</summary>
    public async Task<IReadOnlyList<InstalledPackage>> ListAsync(CancellationToken cancellationToken = default)
    {
        await CallerContext.Leave();
        var snapshot = await _engine.Records.ListAsync(Collection, cancellationToken);
        return [.. snapshot.Records.Select(Parse)];
    }

    /// <summary>Takes a package out of the cluster; every node stops and unloads the plugin.</summary>
    /// <returns>False if it was not installed.</returns>
    public async Task<bool> UninstallAsync(string pluginKey, CancellationToken cancellationToken = default)
    {
        await CallerContext.Leave();
        if (await WriteAsync(Collection, pluginKey, null, null, cancellationToken) is not { } removed)
            return false;
        await AnnounceAsync(pluginKey, cancellationToken);
        await DropAsync(Parse(removed).Blob, cancellationToken);
        return true;
    }

    /// <summary>
    /// Whether each package started on each node that lives: what every node says, and <see cref="PackageState.Pending"/>
    /// for what it has not dealt with. Ordered by key and node name.
    /// </summary>
    public async Task<IReadOnlyList<PackageOnNode>> GetStatesAsync(CancellationToken cancellationToken = default)
    {
        var installed = await ListAsync(cancellationToken);
        var nodes = await _engine.Records.ListAsync(Nodes, cancellationToken);
        return [.. from package in installed
                   from record in nodes.Records
                   let said = JsonSerializer.Deserialize(record.Value.Span, HostingJson.Default.NodePackages)!
                   let node = new ClusterNode(record.Key, said.NodeName)
                   orderby package.Key, node.Name, node.Id
                   let state = said.Packages.FirstOrDefault(state => state.Key == package.Key && state.Hash == package.Hash)
                   select (state ?? new PackageOnNode { Key = package.Key, Version = package.Version, Hash = package.Hash }) with { Node = node }];
    }

    /// <summary>Waits until no living node has yet to deal with what is installed.</summary>
    /// <returns>The states then; look for <see cref="PackageState.Refused"/> in them.</returns>
    /// <exception cref="TimeoutException">Some node has not, within <paramref name="timeout"/>; the message names it.</exception>
    public async Task<IReadOnlyList<PackageOnNode>> WaitUntilSettledAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        await CallerContext.Leave();
        var start = _time.GetTimestamp();
        while (true)
        {
            var states = await GetStatesAsync(cancellationToken);
            if (states.FirstOrDefault(state => state.State == PackageState.Pending) is not { } pending)
                return states;
            if (_time.GetElapsedTime(start) >= timeout)
                throw new TimeoutException($"The node {pending.Node} has not dealt with {pending.Key} {pending.Version} within {timeout}.");
            await Task.Delay(s_settlePoll, _time, cancellationToken);
        }
    }

    /// <summary>The package that a record names; null if it has been uninstalled or replaced since.</summary>
    /// <exception cref="PluginPackageException">The package is damaged.</exception>
    /// <exception cref="PluginRefusedException">The package is not the one that was installed.</exception>
    internal async Task<PluginPackage?> FetchAsync(InstalledPackage installed, CancellationToken cancellationToken)
    {
        if (await _engine.Blobs.GetAsync(installed.Blob, cancellationToken) is not { Length: > TagLength } blob)
            return null;
        var package = PluginPackage.Read(blob[..^TagLength].ToArray(), $"{installed.Key} {installed.Version}", _limits);
        return package.Hash == installed.Hash && package.Document.Key == installed.Key
            ? package
            : throw new PluginRefusedException(installed.Key, $"What the store holds for {installed.Key} {installed.Version} is another package ({package.Document.Key} {package.Document.Version}, {package.Hash}). Install the right one again.");
    }

    /// <summary>Says what a node has made of the packages; it counts for <paramref name="timeToLive"/>.</summary>
    internal async Task ReportAsync(ClusterNode node, IReadOnlyList<PackageOnNode> packages, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var said = JsonSerializer.SerializeToUtf8Bytes(new NodePackages(node.Name, packages), HostingJson.Default.NodePackages);
        await WriteAsync(Nodes, node.Id, said, timeToLive, cancellationToken);
    }

    /// <summary>A node has left.</summary>
    internal async Task WithdrawAsync(ClusterNode node, CancellationToken cancellationToken) =>
        await WriteAsync(Nodes, node.Id, null, null, cancellationToken);

    private static InstalledPackage Parse(ClusterRecord record) =>
        JsonSerializer.Deserialize(record.Value.Span, HostingJson.Default.InstalledPackage)!;

    /// <returns>What is installed now, and what was before.</returns>
    private async Task<(InstalledPackage Installed, InstalledPackage? Replaced)> WriteAsync(PluginPackage verified, byte[] package, CancellationToken cancellationToken)
    {
        string? put = null;
        while (true)
        {
            var before = await _engine.Records.GetAsync(Collection, verified.Document.Key, cancellationToken);
            var replaced = before is null ? null : Parse(before);
            // The same package again keeps its blob: as long as the record stands, nobody deletes it.
            var blob = replaced?.Hash == verified.Hash ? replaced.Blob : put ??= await PutAsync(package, cancellationToken);
            var installed = Compose(verified, blob, await _engine.Records.GetTimeAsync(cancellationToken));
            var value = JsonSerializer.SerializeToUtf8Bytes(installed, HostingJson.Default.InstalledPackage);
            var written = await _engine.Records.CompareAndSetAsync(Collection, installed.Key, before?.Version ?? 0, value, null, cancellationToken);
            if (!written.Succeeded)
                continue;
            if (put is not null && put != blob)
                await DropAsync(put, cancellationToken);
            return (installed, replaced);
        }
    }

    private static InstalledPackage Compose(PluginPackage package, string blob, DateTimeOffset now) => new()
    {
        Key = package.Document.Key,
        Version = package.Document.Version,
        Name = package.Document.Name,
        Vendor = package.Document.Vendor,
        Hash = package.Hash,
        Blob = blob,
        Size = package.Size,
        ClusterCompatible = package.Document.Compatibility.Flag,
        InstalledAt = now,
    };

    /// <summary>
    /// Stores a package under a hash of its own, by a random tag at its end: a blob belongs to one record, and whoever
    /// replaces that can delete it without asking who else may be installing the same package.
    /// </summary>
    private async Task<string> PutAsync(byte[] package, CancellationToken cancellationToken)
    {
        var tagged = new byte[package.Length + TagLength];
        package.CopyTo(tagged, 0);
        _random.NextBytes(tagged.AsSpan(package.Length));
        return await _engine.Blobs.PutAsync(tagged, cancellationToken);
    }

    private async Task DropAsync(string blob, CancellationToken cancellationToken)
    {
        try
        {
            await _engine.Blobs.DeleteAsync(blob, cancellationToken);
        }
        catch (EngineUnavailableException)
        {
            // What was asked for is done; a blob that nobody names costs space and nothing else.
        }
    }

    /// <returns>The record that was there before.</returns>
    private async Task<ClusterRecord?> WriteAsync(string collection, string key, byte[]? value, TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? bytes = value is null ? (ReadOnlyMemory<byte>?)null : value;
        while (true)
        {
            var before = await _engine.Records.GetAsync(collection, key, cancellationToken);
            if (before is null && bytes is null)
                return null;
            var written = await _engine.Records.CompareAndSetAsync(collection, key, before?.Version ?? 0, bytes, timeToLive, cancellationToken);
            if (written.Succeeded)
                return before;
        }
    }

    /// <summary>Tells the nodes to look. Repeated with the same id while the engine does not answer, so it is told once.</summary>
    private async Task AnnounceAsync(string pluginKey, CancellationToken cancellationToken)
    {
        var append = new LogAppend(new AppendId(_publisher, Interlocked.Increment(ref _announcements)), Topic, System.Text.Encoding.UTF8.GetBytes(pluginKey));
        for (var attempts = 5; ; attempts--)
        {
            try
            {
                await _engine.Log.AppendAsync(append, cancellationToken);
                return;
            }
            catch (EngineUnavailableException) when (attempts > 0)
            {
                await Task.Delay(s_retryDelay, _time, cancellationToken);
            }
        }
    }
}
