using Cronos;
using OurCron = PluginSdk.Generators.Scheduling.CronExpression;

namespace PluginSdk.Generators.Tests.Scheduling;

public sealed class CronExpressionTests
{
    [Theory]
    [InlineData("* * * * *")]
    [InlineData("0 3 * * *")]
    [InlineData("*/5 * * * * *")]
    [InlineData("  0\t3  ? * mon-FRI ")]
    [InlineData("0 0 L * *")]
    [InlineData("0 0 LW * *")]
    [InlineData("0 0 L-30W * *")]
    [InlineData("0 0 15W * *")]
    [InlineData("0 0 * * 5L")]
    [InlineData("0 0 * * MON#5")]
    [InlineData("22-2/2,5 23-1 1,15-20/5 DEC-feb 7")]
    [InlineData("@daily")]
    [InlineData("@Every_Minute")]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("* * 32 * *")]
    [InlineData("* * * 13 *")]
    [InlineData("* * * * 8")]
    [InlineData("* * * * MON#6")]
    [InlineData("* * * * MON#")]
    [InlineData("*/0 * * * *")]
    [InlineData("*/60 * * * *")]
    [InlineData("1- * * * *")]
    [InlineData("1, * * * *")]
    [InlineData("*,1 * * * *")]
    [InlineData("1.5 * * * *")]
    [InlineData("JAN * * * *")]
    [InlineData("* * * JANUARY *")]
    [InlineData("* * 1,L * *")]
    [InlineData("* * L-31 * *")]
    [InlineData("* * L- * *")]
    [InlineData("001 * * * *")]
    [InlineData("@fortnightly")]
    [InlineData("@daily *")]
    public void Says_what_the_library_says(string expression) => AssertAgree(expression);

    [Fact]
    public void Agrees_with_the_library_on_random_expressions()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        const string Alphabet = "0123456789*/-,?LW#MONJAN";
        for (var round = 0; round < 20_000; round++)
        {
            var fields = Enumerable.Range(0, random.Next(5, 7)).Select(_ => random.Next(4) switch
            {
                0 => "*",
                1 => $"{random.Next(70)}",
                2 => $"{random.Next(70)}-{random.Next(70)}/{random.Next(70)}",
                _ => new string([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]),
            });
            AssertAgree(string.Join(' ', fields), $"seed {seed}");
        }
    }

    private static void AssertAgree(string expression, string? note = null)
    {
        var format = expression.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard;
        var accepted = CronExpression.TryParse(expression, format, out _);
        var problem = OurCron.Problem(expression);
        Assert.True(accepted == problem is null, $"'{expression}': the library {(accepted ? "accepts it" : "refuses it")}, we say '{problem ?? "nothing"}' {note}");
    }
}
