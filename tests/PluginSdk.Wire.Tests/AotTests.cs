using System.Diagnostics;
using PluginSdk.Tests;

namespace PluginSdk.Wire.Tests;

public sealed class AotTests
{
    [Fact]
    public async Task Native_code_compiled_ahead_of_time_reads_and_writes_the_whole_matrix()
    {
        var folder = Directory.CreateTempSubdirectory("plugin-sdk-aot-");
        try
        {
            var project = Path.Combine(SourceTree.Root, "tests", "PluginSdk.Wire.Aot", "PluginSdk.Wire.Aot.csproj");
            var output = Path.Combine(folder.FullName, "publish");
            var (exitCode, log) = await RunAsync(
                "dotnet", "publish", project, "-c", "Release", "--use-current-runtime", "-p:PublishWithAot=true",
                "--artifacts-path", Path.Combine(folder.FullName, "artifacts"), "-o", output, "-nodeReuse:false");
            Assert.SkipWhen(exitCode != 0 && IsMissingCompiler(log), "The ahead-of-time compiler or a linker is not to be had on this machine.");

            // Warnings of the trimmer and of the compiler are errors in this repository.
            Assert.True(exitCode == 0, log);
            var program = Path.Combine(output, OperatingSystem.IsWindows() ? "PluginSdk.Wire.Aot.exe" : "PluginSdk.Wire.Aot");
            var (result, text) = await RunAsync(program);
            Assert.True(result == 0, text);
            Assert.Contains("values came back", text, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool IsMissingCompiler(string log)
        => log.Contains("NU1101", StringComparison.Ordinal)
            || log.Contains("NU1102", StringComparison.Ordinal)
            || log.Contains("NU1103", StringComparison.Ordinal)
            || log.Contains("Platform linker", StringComparison.Ordinal);

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
