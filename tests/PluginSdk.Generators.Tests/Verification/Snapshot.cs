using System.Runtime.CompilerServices;
using DiffEngine;
using PluginSdk.Tests;

namespace PluginSdk.Generators.Tests.Verification;

/// <summary>
/// Compares generated files with <c>Class.Method#HintName.verified.cs</c> beside the test, the naming of
/// Verify.SourceGenerators. A difference leaves a <c>*.received.cs</c> and opens the local diff tool;
/// <c>PLUGINSDK_ACCEPT_SNAPSHOTS=1</c> takes what was received, except on a build server.
/// </summary>
internal static class Snapshot
{
    public const string AcceptVariable = "PLUGINSDK_ACCEPT_SNAPSHOTS";

    /// <summary>Verifies the generated files whose hint names end with one of <paramref name="suffixes"/>; without any: all but the manifest, which every project of a plugin has.</summary>
    public static void Verify(GeneratorRun run, string[]? suffixes = null, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        var files = run.Files
            .Where(file => suffixes is null ? file.Key != "PluginManifest.g.cs" : suffixes.Any(suffix => file.Key.EndsWith(suffix, StringComparison.Ordinal)))
            .ToDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal);
        Assert.NotEmpty(files);
        Verify(files, SourceTree.Resolve(testFile), test, Accepts());
    }

    internal static void Verify(IReadOnlyDictionary<string, string> files, string testFile, string test, bool accept)
    {
        var folder = Path.GetDirectoryName(testFile)!;
        var prefix = $"{Path.GetFileNameWithoutExtension(testFile)}.{test}#";
        var failures = new List<string>();
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (hintName, text) in files)
        {
            var name = prefix + Path.GetFileNameWithoutExtension(hintName);
            expected.Add(name + ".verified.cs");
            if (!Matches(Path.Combine(folder, name), text, accept))
                failures.Add(name + ".received.cs");
        }

        foreach (var stale in Directory.EnumerateFiles(folder, prefix + "*.verified.cs").Where(file => !expected.Contains(Path.GetFileName(file))))
        {
            if (accept)
                File.Delete(stale);
            else
                failures.Add(Path.GetFileName(stale) + " is stale: nothing generates it any more");
        }

        Assert.True(failures.Count == 0, $"Differs from its snapshot (review, then run again with {AcceptVariable}=1):\n{string.Join('\n', failures)}");
    }

    internal static bool Accepts()
    {
        if (Environment.GetEnvironmentVariable(AcceptVariable) != "1")
            return false;
        if (Environment.GetEnvironmentVariable("CI") == "true")
            throw new InvalidOperationException($"{AcceptVariable} is refused on a build server: review snapshots before they are pushed.");
        return true;
    }

    private static bool Matches(string path, string text, bool accept)
    {
        var verified = path + ".verified.cs";
        var received = path + ".received.cs";
        if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return true;
        }

        if (accept)
        {
            File.WriteAllText(verified, text);
            File.Delete(received);
            return true;
        }

        File.WriteAllText(received, text);
        if (!BuildServerDetector.Detected)
            DiffRunner.Launch(received, verified);
        return false;
    }
}
