using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>How the columns of new rows become the columns of keys and data files.</summary>
/// <remarks>
/// Files have the columns in the order of the rows, without partition columns; columns that the dataset has and the rows lack are added as nulls, since
/// Python reads no file that lacks a column asked for. Integers and floating-point numbers keep their width: only the schema is widened.
/// </remarks>
internal sealed class RowShape
{
    private readonly int[] _keys;
    private readonly int[] _sources;
    private readonly ColumnConversion?[] _conversions;

    /// <summary>The shape of rows.</summary>
    /// <param name="source">The columns of the rows.</param>
    /// <param name="partitionOn">The partition columns.</param>
    /// <param name="stored">The columns of the dataset; null where it has none yet.</param>
    /// <param name="keepsNanoseconds">Whether columns that the dataset lacks stay in nanoseconds.</param>
    /// <exception cref="KartothekException">A partition column is missing, or its type can't be in a key, or no other column is left.</exception>
    public RowShape(Schema source, ImmutableArray<string> partitionOn, Schema? stored, bool keepsNanoseconds)
    {
        ColumnNames.Check(source);
        CheckKeys(source, partitionOn);
        _conversions = new ColumnConversion?[source.Fields.Length];
        var rows = new List<Field>();
        for (var i = 0; i < source.Fields.Length; i++)
        {
            var field = source.Fields[i];
            var ofDataset = stored is not null && stored.TryGet(field.Name, out var known) ? known : null;
            _conversions[i] = ColumnConversion.Of(field, ofDataset, keepsNanoseconds);
            rows.Add(_conversions[i] is { } conversion ? field with { Type = conversion.Type } : field);
        }
        var missing = stored?.Fields.Where(f => !source.Contains(f.Name) && !partitionOn.Contains(f.Name)) ?? [];
        Rows = new Schema([.. rows, .. missing]);
        File = new Schema(Rows.Fields.Where(f => !partitionOn.Contains(f.Name)));
        KeyTypes = [.. partitionOn.Select(k => Rows[k].Type)];
        _keys = [.. partitionOn.Select(source.IndexOf)];
        _sources = [.. File.Fields.Select(f => source.IndexOf(f.Name))];
    }

    /// <summary>All columns with the types that files and keys have.</summary>
    public Schema Rows { get; }

    /// <summary>The columns of data files.</summary>
    public Schema File { get; }

    /// <summary>The types of the partition columns.</summary>
    public ImmutableArray<ColumnType> KeyTypes { get; }

    /// <summary>The columns of a block as keys and files have them; valid as long as the block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="firstRow">The number of its first row, for messages.</param>
    /// <param name="keys">Receives the partition columns.</param>
    /// <returns>The columns of data files.</returns>
    public Block Apply(Block block, long firstRow, Span<Vector> keys)
    {
        for (var k = 0; k < _keys.Length; k++)
        {
            keys[k] = Column(block, _keys[k], firstRow);
        }
        var columns = new Vector[_sources.Length];
        for (var c = 0; c < columns.Length; c++)
        {
            columns[c] = _sources[c] < 0 ? new NullVector(File.Fields[c].Type) { Length = block.Length } : Column(block, _sources[c], firstRow);
        }
        return new Block(File, columns) { Length = block.Length };
    }

    private Vector Column(Block block, int source, long firstRow) =>
        _conversions[source] is { } conversion ? conversion.Convert(block.Columns[source], firstRow) : block.Columns[source];

    private static void CheckKeys(Schema source, ImmutableArray<string> partitionOn)
    {
        if (partitionOn.Where(k => !source.Contains(k)).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } missing)
        {
            throw CoreErrors.PartitionColumnsMissing(missing, source);
        }
        if (partitionOn.GroupBy(k => k).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw CoreErrors.PartitionColumnTwice(twice.Key);
        }
        if (partitionOn.Length == source.Fields.Length)
        {
            throw CoreErrors.NothingBesideKeys(partitionOn);
        }
        foreach (var key in partitionOn)
        {
            PartitionLabel.Check(source[key]);
        }
    }
}
