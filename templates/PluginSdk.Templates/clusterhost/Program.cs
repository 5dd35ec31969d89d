using PluginSdk.Hosting;

var builder = WebApplication.CreateBuilder(args);

// The section "PluginHost" of the configuration comes first, then what is said here.
builder.AddPluginHost(options =>
{
    // Packages in this folder run on this node. What `clusterplugin install` puts into the cluster's store runs on every node.
    options.PackageFolder ??= Directory.CreateDirectory(Path.Combine(builder.Environment.ContentRootPath, "plugins")).FullName;
});

var app = builder.Build();

app.MapHealthChecks("/health");

app.MapGet("/", (PluginHost host) => new
{
    Node = host.Node.Member.Node.Name,
    Nodes = host.Node.Member.Nodes.Current.Select(node => node.Name),
    Plugins = host.Node.Plugins.Select(plugin => new { plugin.Key, plugin.Version }),
});

// What is installed in the cluster, and whether it started on each node.
app.MapGet("/packages", async (PluginHost host, CancellationToken cancellationToken) =>
    from package in await host.Node.Packages.GetStatesAsync(cancellationToken)
    select new { package.Key, package.Version, Node = package.Node.Name, State = package.State.ToString(), package.Reason });

app.Run();
