namespace AcmeReports;

/// <summary>Where the sales come from. Replace it by what you have; tests replace it by what they need.</summary>
public interface IShop
{
    ValueTask<IReadOnlyList<Sale>> SalesUntilAsync(DateTimeOffset moment, CancellationToken ct);
}
