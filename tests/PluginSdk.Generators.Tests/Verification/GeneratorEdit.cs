using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Tests.Verification;

/// <summary>What a second run after an edit did again.</summary>
internal sealed class GeneratorEdit(GeneratorRun before, GeneratorDriverRunResult after)
{
    /// <summary>Hint names of the files whose text is new or changed, or that are gone.</summary>
    public IReadOnlyList<string> ChangedFiles { get; } = Changed(before, after);

    /// <summary>The reasons of every output of the steps with this tracking name.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string trackingName) =>
    [
        .. after.Results
            .SelectMany(result => result.TrackedSteps.TryGetValue(trackingName, out var steps) ? steps : [])
            .SelectMany(step => step.Outputs)
            .Select(output => output.Reason),
    ];

    /// <summary>Asserts that exactly the files whose hint names end so were written anew.</summary>
    public void AssertChanged(params string[] suffixes)
    {
        Assert.Equal(suffixes.Length, ChangedFiles.Count);
        foreach (var suffix in suffixes)
            Assert.Contains(ChangedFiles, hintName => hintName.EndsWith(suffix, StringComparison.Ordinal));
    }

    private static List<string> Changed(GeneratorRun before, GeneratorDriverRunResult after)
    {
        var now = after.Results.SelectMany(result => result.GeneratedSources)
            .ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);
        return
        [
            .. before.Files.Keys.Union(now.Keys, StringComparer.Ordinal)
                .Where(hintName => before.Files.GetValueOrDefault(hintName) != now.GetValueOrDefault(hintName))
                .Order(StringComparer.Ordinal),
        ];
    }
}
