using Microsoft.Extensions.Options;

namespace PluginSdk.Hosting;

[OptionsValidator]
internal sealed partial class PluginHostOptionsValidator : IValidateOptions<PluginHostOptions>;
