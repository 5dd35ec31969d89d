namespace AcmeReports;

/// <summary>What a shop sold. Cached, so it crosses nodes: a record of plain data, and nothing to annotate.</summary>
public sealed record Report(string Shop, DateTimeOffset Written, IReadOnlyList<Sale> Sales)
{
    public decimal Total => Sales.Sum(sale => sale.Price);
}

public sealed record Sale(string Article, decimal Price);
