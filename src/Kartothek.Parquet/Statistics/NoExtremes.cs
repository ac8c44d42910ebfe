using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>The nulls of a column without values.</summary>
internal sealed class NoExtremes : ChunkExtremes
{
    public override bool HasValues => false;

    public override string? FindBelow(ReadOnlySpan<byte> raw, object? decoded) => null;

    public override string? FindAbove(ReadOnlySpan<byte> raw, object? decoded) => null;

    private protected override void Take(Vector values, int row)
    {
    }
}
