using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PluginSdk.Hosting;

/// <summary>Makes an application a host of plugins.</summary>
public static class PluginHostBuilderExtensions
{
    /// <summary>The section of the configuration that is read where none is named.</summary>
    public const string DefaultSection = "PluginHost";

    /// <summary>Hosts plugins as the section <see cref="DefaultSection"/> of the configuration says; without it, as a standalone node.</summary>
    public static IHostApplicationBuilder AddPluginHost(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddPluginHost(builder.Configuration.GetSection(DefaultSection));
    }

    /// <summary>Hosts plugins as <paramref name="configuration"/> says.</summary>
    public static IHostApplicationBuilder AddPluginHost(this IHostApplicationBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddPluginHost().Configure<PluginHostOptions>(configuration);
        return builder;
    }

    /// <summary>Hosts plugins as the section <see cref="DefaultSection"/> and then <paramref name="configure"/> say.</summary>
    public static IHostApplicationBuilder AddPluginHost(this IHostApplicationBuilder builder, Action<PluginHostOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddPluginHost().Services.Configure(configure);
        return builder;
    }
}
