using System.Globalization;
using System.Text;
using PluginSdk.Wire.Tests.Types;

namespace PluginSdk.Wire.Tests.Fuzzing;

/// <summary>
/// Mutated payloads and random bytes for every test type. <c>PLUGINSDK_FUZZ_COUNT</c> says how many in all (a build
/// server uses 200000), <c>PLUGINSDK_FUZZ_SEED</c> replays a run.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int DefaultCount = 20_000;

    private static readonly Target[] s_targets =
    [
        Target.Of(new ReportPublished(Values.SomeGuid, "title")),
        Target.Of(new SmallEvent(Values.SomeGuid, 300, "title", DateTime.UnixEpoch.AddTicks(1))),
        Target.Of([.. Values.Scalars().Where(value => value.String.Length < 100)]),
        Target.Of(new NullableScalars(), Values.NullableScalars()),
        Target.Of(Values.Enums()),
        Target.Of(new Point(1, -2)),
        Target.Of(new Types.Range(1, 2)),
        Target.Of(Values.Collections()),
        Target.Of(Values.ImmutableCollections()),
        Target.Of(Values.OwnCollections()),
        Target.Of(Values.Tuples()),
        Target.Of(Values.Memories()),
        Target.Of(Values.Tree(3)),
        Target.Of(Values.Drawing()),
        Target.Of(Values.Pages()),
        Target.Of(Values.Slots()),
        Target.Of(Types.Generated.Outer_Middle_InnermostCodec.Instance, Values.Innermost()),
        Target.Of(new Initialised { Name = "n" }),
        Target.Of(new Defaults("n")),
        Target.Of(new ByConstructor(1, "t")),
        Target.Of(new Contracted { Number = 1 }),
        Target.Of(new Gaps { Sixth = 6, Fourth = "4" }),
        Target.Of(new Keyed { First = 1, Second = 2 }),
        Target.Of(new Picky(1)),
        Target.Of(new Bird()),
        Target.Of(new Plain { Text = "t" }),
        Target.Of(Types.Generated.IShapeCodec.Instance, new Circle { Radius = 1 }, new LabelledSquare { Label = "l" }),
        Target.Of(WireCodecs.Dictionary(WireCodecs.Int64, WireCodecs.Dictionary(WireCodecs.Guid, WireCodecs.Decimal)), new Dictionary<long, Dictionary<Guid, decimal>> { [1] = new() { [Values.SomeGuid] = 1.5m } }),
    ];

    // What must not be looked at: one tail makes every value that runs into it valid, the other one none.
    private static readonly byte[][] s_tails = [new byte[64], [.. Enumerable.Repeat((byte)0xc1, 64)]];

    [Fact]
    public void Every_test_type_is_fuzzed()
        => Assert.Empty(TestTypes.All.Except(s_targets.Select(target => target.Type)));

    [Fact]
    public void Nothing_but_a_format_exception_comes_out_of_bad_bytes()
    {
        var seed = Setting("PLUGINSDK_FUZZ_SEED", Environment.TickCount);
        var count = Setting("PLUGINSDK_FUZZ_COUNT", DefaultCount);
        output.WriteLine($"PLUGINSDK_FUZZ_SEED={seed} PLUGINSDK_FUZZ_COUNT={count}");
        var random = new Random(seed);
        var mutator = new Mutator(random);
        var accepted = 0;
        for (var number = 0; number < count; number++)
        {
            var target = s_targets[number % s_targets.Length];
            var bytes = mutator.Mutate(target.Payloads[random.Next(target.Payloads.Length)]);
            if (Accepts(target, bytes, seed))
                accepted++;
        }

        // A campaign that reads nothing, or refuses nothing, tests nothing.
        Assert.InRange(accepted, count / 1000, count - (count / 10));
    }

    [Fact]
    public void Every_prefix_of_a_payload_is_refused()
    {
        foreach (var target in s_targets)
        {
            var payload = target.Payloads[^1];
            for (var length = 0; length < payload.Length; length++)
                Assert.Throws<WireFormatException>(() => target.Read(payload.AsMemory(0, length)));
            target.Read(payload);
        }
    }

    private static bool Accepts(Target target, byte[] bytes, int seed)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var outcome = OutcomeOf(target, bytes, bytes, seed);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // What was refused may have cost a multiple of what was sent, not more than was sent.
        if (!outcome.IsAccepted)
            Assert.True(allocated < 200_000 + (bytes.Length * 100L), Describe(target, bytes, seed, $"{allocated} bytes were allocated"));

        // The same whatever stands in memory behind the bytes.
        foreach (var tail in s_tails)
        {
            byte[] longer = [.. bytes, .. tail];
            Assert.True(outcome == OutcomeOf(target, longer.AsMemory(0, bytes.Length), bytes, seed), Describe(target, bytes, seed, "what follows was read"));
        }

        return outcome.IsAccepted;
    }

    private static (bool IsAccepted, string What) OutcomeOf(Target target, ReadOnlyMemory<byte> memory, byte[] bytes, int seed)
    {
        try
        {
            return (true, Convert.ToHexString(target.Read(memory)));
        }
        catch (WireFormatException exception)
        {
            return (false, exception.Message);
        }
        catch (Exception exception)
        {
            Assert.Fail(Describe(target, bytes, seed, exception.ToString()));
            throw;
        }
    }

    private static string Describe(Target target, byte[] bytes, int seed, string what)
        => new StringBuilder().Append(CultureInfo.InvariantCulture, $"{target.Name}, seed {seed}, {Convert.ToHexString(bytes)}: {what}").ToString();

    private static int Setting(string name, int fallback)
        => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : fallback;
}
