namespace AcmeReports;

/// <summary>A shop that sells a little, and every third time nothing.</summary>
internal sealed class SampleShop : IShop
{
    public ValueTask<IReadOnlyList<Sale>> SalesUntilAsync(DateTimeOffset moment, CancellationToken ct)
    {
        var turn = moment.ToUnixTimeSeconds() / 3;
        IReadOnlyList<Sale> sales = turn % 3 == 0 ? [] : [new("Espresso", 3.50m), new("Croissant", 2.80m + turn % 5)];
        return ValueTask.FromResult(sales);
    }
}
