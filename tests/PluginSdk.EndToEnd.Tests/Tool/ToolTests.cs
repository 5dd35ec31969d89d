namespace PluginSdk.EndToEnd.Tests.Tool;

public sealed class ToolTests
{
    [Fact]
    public async Task Help_teaches_and_names_the_exit_codes()
    {
        var help = (await RunAsync("--help")).Succeeded().Output;

        foreach (var command in (string[])["demo", "up", "inspect", "validate", "install", "list", "uninstall"])
            Assert.Contains(command, help, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 done", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "fly")]
    [InlineData(2, "up")]
    [InlineData(2, "up", "no-such-file.cplugin")]
    [InlineData(2, "demo", "--nodes", "0")]
    [InlineData(2, "up", "{package}", "--nodes", "17")]
    [InlineData(2, "up", "{package}", "--nodes", "many")]
    [InlineData(2, "up", "{package}", "--for", "-5")]
    [InlineData(2, "up", "{package}", "--for", "NaN")]
    [InlineData(2, "up", "{package}", "--cluster", "my cluster")]
    [InlineData(2, "up", "{package}", "--redis", "::::")]
    [InlineData(2, "up", "{package}", "--redis", "")]
    [InlineData(2, "up", "{package}", "--home", "{package}")]
    [InlineData(2, "up", "{package}", "--policy", "Perhaps")]
    [InlineData(2, "list", "--redis", "my server")]
    [InlineData(3, "up", "{package}", "--redis", "127.0.0.1:1")]
    [InlineData(3, "uninstall", "acme.visits", "--redis", "127.0.0.1:1")]
    [InlineData(3, "list", "--redis", "127.0.0.1:1")]
    public async Task A_wrong_command_line_and_an_engine_that_is_not_there_have_exit_codes_of_their_own(int exitCode, params string[] arguments)
    {
        var result = await RunAsync([.. arguments.Select(argument => argument.Replace("{package}", Visits, StringComparison.Ordinal))]);

        Assert.True(exitCode == result.ExitCode, result.Output);
        Assert.DoesNotContain("   at ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("should not happen", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("IOCP", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_package_is_refused_in_one_sentence()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.cplugin");
        await File.WriteAllTextAsync(file, "this is no zip", TestContext.Current.CancellationToken);

        var result = await RunAsync("inspect", file);

        File.Delete(file);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("PSDK065", result.Output, StringComparison.Ordinal);
    }

    private static string Visits { get; } = Path.Combine(AppContext.BaseDirectory, "Acme.Visits.1.0.0.cplugin");

    private static Task<CommandResult> RunAsync(params string[] arguments) =>
        Command.RunAsync("dotnet", [Repository.Tool, .. arguments], Repository.Root, new Dictionary<string, string?>(), TestContext.Current.CancellationToken);
}
