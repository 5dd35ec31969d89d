using Microsoft.Extensions.DependencyInjection;

namespace AcmeReports;

/// <summary>What the plugin's classes need. Classes with cluster attributes are registered already.</summary>
public static partial class Plugin
{
    static partial void ConfigureServices(IServiceCollection services)
    {
        services.AddSingleton<IShop, SampleShop>();
        services.AddScoped<IReportStore, FileReportStore>();
    }
}
