using System.IO.Compression;

namespace PluginSdk.Packaging.Tests;

/// <summary>A small intact package, and ways to damage it.</summary>
internal static class TestPackage
{
    public const string DescriptorJson =
        """
        {"schema":1,"key":"acme.reports","name":"Reports","version":"1.2.3","vendor":"Acme","description":"Reports for all.","contract":"1.0","assembly":"Acme.Reports","manifest":"Acme.Reports.PluginManifest","clusterCompatible":true,"caches":[{"name":"reports","key":"int","value":"Acme.Reports.Report","member":"Acme.Reports.ReportService.Reports"}],"locks":[{"name":"rebuild/{tenant}","member":"Acme.Reports.ReportService.RebuildAsync"}],"jobs":[{"name":"nightly","scope":"cluster","cron":"0 3 * * *","timeZone":"Europe/Zurich","member":"Acme.Reports.ReportService.NightlyAsync"}],"events":[{"name":"report-published","type":"Acme.Reports.ReportPublished"}],"handlers":[{"event":"report-published","origin":"remote","member":"Acme.Reports.ReportService.OnRemote"}]}
        """;

    /// <summary>A build in which the analyzers found nothing.</summary>
    public static AnalyzerLog Clean { get; } = new() { AnalyzersRan = true };

    public static PluginPackageWriter Writer(string descriptorJson = DescriptorJson, AnalyzerLog? log = null, string source = "")
    {
        var assembly = TestAssembly.WithDescriptor(descriptorJson, source);
        var writer = new PluginPackageWriter(DescriptorAttribute.Read(assembly, "test"), log ?? Clean, "1.0.0-test");
        writer.Add("lib/Acme.Reports.dll", assembly);
        return writer;
    }

    public static byte[] Bytes(string descriptorJson = DescriptorJson, AnalyzerLog? log = null)
    {
        var writer = Writer(descriptorJson, log);
        writer.Add("lib/Acme.Reports.pdb", [1, 2, 3]);
        writer.Add("content/web/index.html", "<p>reports</p>"u8.ToArray());
        return Bytes(writer);
    }

    public static byte[] Bytes(PluginPackageWriter writer)
    {
        using var stream = new MemoryStream();
        writer.WriteTo(stream);
        return stream.ToArray();
    }

    /// <summary>The same package with one entry's content replaced, or the entry added if there was none.</summary>
    public static byte[] WithEntry(byte[] package, string path, byte[] content) => Edit(package, archive =>
    {
        archive.GetEntry(path)?.Delete();
        using var stream = archive.CreateEntry(path).Open();
        stream.Write(content);
    });

    public static byte[] WithText(byte[] package, string path, Func<string, string> edit)
    {
        string text;
        using (var archive = new ZipArchive(new MemoryStream(package)))
        using (var reader = new StreamReader(archive.GetEntry(path)!.Open()))
            text = reader.ReadToEnd();
        var edited = edit(text);
        Assert.NotEqual(text, edited);
        return WithEntry(package, path, System.Text.Encoding.UTF8.GetBytes(edited));
    }

    public static byte[] Edit(byte[] package, Action<ZipArchive> edit)
    {
        using var stream = new MemoryStream();
        stream.Write(package);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
            edit(archive);
        return stream.ToArray();
    }
}
