using PluginSdk.Generators.Tests.Contracts;
using PluginSdk.Generators.Tests.Verification;
using PluginSdk.Tests;
using PluginSdk.Wire;

namespace PluginSdk.Generators.Tests.Serialization;

/// <summary>
/// The table of PSDK058.md, row by row: what the rules say of a change is what happens when both versions are compiled and
/// read each other's bytes.
/// </summary>
public sealed class CompatibilityTableTests
{
    /// <summary>Rows about names that nodes share; the bytes are not concerned.</summary>
    private static readonly string[] s_aboutNames = ["an event, cache or job", "a lock is removed", "a job runs per node"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_the_rules_say_of_a_change_is_what_happens(string row, string change)
    {
        var found = CompatibilityChanges.All.Single(candidate => candidate.Row == row && candidate.Change == change);
        var file = ContractTest.Update(found.Old.Source);
        if (found.Between is { } between)
            file = ContractTest.Update(between.Source, file);
        var ids = (await ContractTest.AnalyzeAsync(found.New.Source, file)).Select(diagnostic => diagnostic.Id).ToList();
        var said = ids.Contains("PSDK058") ? Verdict.Breaks : ids.Contains("PSDK059") ? Verdict.InTwoSteps : Verdict.Compatible;

        Assert.Equal((found.Verdict, found.Verdict), (said, Happens(found)));
    }

    public static TheoryData<string, string> Changes => [.. CompatibilityChanges.All.Select(change => (change.Row, change.Change))];

    [Fact]
    public void Every_row_of_the_table_is_tried()
    {
        var page = File.ReadAllLines(Path.Combine(SourceTree.Root, "runtime", "PluginSdk", "docs", "PSDK058.md"));
        var rows = page
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .Select(line => line.Split(" | ")[0][2..])
            .Where(row => !s_aboutNames.Any(name => row.StartsWith(name, StringComparison.Ordinal)))
            .ToList();
        Assert.InRange(rows.Count, 15, 100);
        Assert.Equal(rows.Order(StringComparer.Ordinal), CompatibilityChanges.All.Select(change => change.Row).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Both versions must see the same in the same bytes.</summary>
    private static Verdict Happens(CompatibilityChange change)
    {
        using var older = GeneratorTest.Run(change.Old.Source).Load();
        using var newer = GeneratorTest.Run(change.New.Source).Load();
        var newReadsOld = Agree(older, newer, Bytes(older));
        var oldReadsNew = Agree(newer, older, Bytes(newer));
        return (newReadsOld, oldReadsNew) switch
        {
            (true, true) => Verdict.Compatible,
            (true, null) when change.Verdict == Verdict.InTwoSteps => Verdict.InTwoSteps,
            _ => Verdict.Breaks,
        };
    }

    private static byte[] Bytes(LoadedProject project) => (byte[])project.Call("Program", "Write")!;

    /// <summary>Null where the reader refuses the bytes.</summary>
    private static bool? Agree(LoadedProject writer, LoadedProject reader, byte[] bytes)
    {
        var meant = writer.Call("Program", "Read", bytes);
        try
        {
            return Equals(meant, reader.Call("Program", "Read", bytes));
        }
        catch (WireFormatException)
        {
            return null;
        }
    }
}
