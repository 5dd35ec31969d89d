using System.Globalization;
using PluginSdk.Benchmarks.Cache;
using PluginSdk.Benchmarks.Locks;
using PluginSdk.Benchmarks.Measuring;
using PluginSdk.Benchmarks.Serializer;
using PluginSdk.Benchmarks.Workers;

// Figures are compared by machines: 1.5, never 1,5.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args is [WorkerProgram.Command, var role, .. var parameters])
    return await WorkerProgram.RunAsync(role, parameters);

// The weight of first use comes first, before anything is compiled.
IBenchmarkArea[] areas = [new CodecSizeArea(), new CacheArea(), new LocksArea(), new SerializerArea()];

if (args is not ["ratios", .. var rest])
{
    Console.WriteLine("usage: dotnet run -c Release --project tests/PluginSdk.Benchmarks -- ratios [area [figure]] [--record]");
    Console.WriteLine($"areas: {string.Join(", ", areas.Select(area => area.Name))}");
    Console.WriteLine("One line a figure: area figure ours peer ratio goal ok|short. A figure's first part picks it alone. --record writes the table of the area to RESULTS.md.");
    return 1;
}

var names = rest.Where(argument => !argument.StartsWith('-')).ToList();
var wanted = names.ElementAtOrDefault(0);
var chosen = areas.Where(area => wanted is null || area.Name == wanted).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"There is no area '{wanted}'; there are: {string.Join(", ", areas.Select(area => area.Name))}.");
    return 1;
}

foreach (var area in chosen)
{
    var report = new BenchmarkReport(area.Name, Console.Out, names.ElementAtOrDefault(1));
    await area.RunAsync(report);
    if (rest.Contains("--record"))
        ResultsFile.Record(report);
}

return 0;
