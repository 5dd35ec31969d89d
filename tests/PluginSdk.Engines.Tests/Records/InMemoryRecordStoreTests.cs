using Microsoft.Extensions.Time.Testing;
using PluginSdk.Runtime.Engine;
using PluginSdk.Runtime.InMemory;

namespace PluginSdk.Engines.Tests.Records;

public sealed class InMemoryRecordStoreTests : RecordStoreConformance
{
    private readonly FakeTimeProvider _time = new();

    protected override ValueTask<IClusterEngine> CreateEngineAsync() => ValueTask.FromResult<IClusterEngine>(new InMemoryEngine(_time));

    protected override Task PassAsync(TimeSpan span)
    {
        _time.Advance(span);
        return Task.CompletedTask;
    }
}
