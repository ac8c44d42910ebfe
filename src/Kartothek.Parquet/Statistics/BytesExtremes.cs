using System.Text;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Extremes of text and binary values, compared byte by byte.</summary>
internal sealed class BytesExtremes(ColumnType type) : ChunkExtremes
{
    private byte[]? _min;
    private byte[]? _max;

    public override bool HasValues => _min is not null;

    public override string? FindBelow(ReadOnlySpan<byte> raw, object? decoded) => _min.AsSpan().SequenceCompareTo(raw) < 0 ? Text(_min!) : null;

    // A longer value that begins with the bound lies above it.
    public override string? FindAbove(ReadOnlySpan<byte> raw, object? decoded) => _max.AsSpan().SequenceCompareTo(raw) > 0 ? Text(_max!) : null;

    private protected override void Take(Vector values, int row)
    {
        var value = ((BytesVector)values)[row];
        if (_min is null || value.SequenceCompareTo(_min) < 0)
        {
            _min = value.ToArray();
        }
        if (_max is null || value.SequenceCompareTo(_max) > 0)
        {
            _max = value.ToArray();
        }
    }

    private string Text(byte[] value)
    {
        var text = type.Kind == ColumnKind.String ? $"'{Encoding.UTF8.GetString(value)}'" : Convert.ToHexStringLower(value);
        return text.Length <= 100 ? text : $"{text.AsSpan(0, 100)}…";
    }
}
