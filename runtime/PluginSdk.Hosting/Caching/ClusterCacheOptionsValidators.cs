using Microsoft.Extensions.Options;

namespace PluginSdk.Hosting;

[OptionsValidator]
internal sealed partial class ClusterDistributedCacheOptionsValidator : IValidateOptions<ClusterDistributedCacheOptions>;

[OptionsValidator]
internal sealed partial class ClusterHybridCacheOptionsValidator : IValidateOptions<ClusterHybridCacheOptions>;
