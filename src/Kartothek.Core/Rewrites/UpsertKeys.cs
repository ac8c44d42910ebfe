using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Collects the keys of new rows while they are written, and refuses those that aren't unique.</summary>
internal sealed class UpsertKeys
{
    private readonly string _dataset;
    private readonly int[] _ordinals;
    private readonly ScalarEvaluator?[] _conversions;

    /// <summary>Prepares to collect.</summary>
    /// <exception cref="KartothekException">A key column is missing (<see cref="ErrorKind.NotFound"/>), nested, or of another kind than the dataset's (<see cref="ErrorKind.Invalid"/>).</exception>
    public UpsertKeys(Dataset dataset, Schema rows, ImmutableArray<string> keyColumns)
    {
        if (keyColumns.IsDefaultOrEmpty)
        {
            throw CoreErrors.UpsertWithoutKeys(dataset.Uuid);
        }
        if (keyColumns.GroupBy(k => k, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw CoreErrors.ColumnTwice(twice.Key);
        }
        _dataset = dataset.Uuid;
        _ordinals = [.. keyColumns.Select(k => rows.Contains(k) ? rows.IndexOf(k) : throw CoreErrors.UpsertColumnMissing(dataset.Uuid, k, rows))];
        var fields = keyColumns.Select((k, i) => new Field(k, TypeOf(dataset, rows.Fields[_ordinals[i]]), IsNullable: false));
        Keys = new KeySet(new Schema(fields));
        _conversions = [.. Keys.Schema.Fields.Select((f, i) => rows.Fields[_ordinals[i]] is var from && from.Type == f.Type
            ? null
            : new ScalarEvaluator(Scalar.Convert(Scalar.Column(from), f.Type, isChecked: true), new Schema([from])))];
    }

    /// <summary>The keys.</summary>
    public KeySet Keys { get; }

    /// <summary>Hands blocks on, and takes their keys on the way.</summary>
    /// <exception cref="KartothekException">A key is null or NaN, or was there already (<see cref="ErrorKind.Invalid"/>).</exception>
    public async IAsyncEnumerable<Block> CollectAsync(IAsyncEnumerable<Block> blocks, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var columns = new Vector[_ordinals.Length];
        await foreach (var block in blocks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Read(block, columns);
            if (Keys.Add(columns, block.Length) is >= 0 and var row)
            {
                throw CoreErrors.UpsertKeyTwice(_dataset, TextOf(columns, row));
            }
            yield return block;
        }
    }

    /// <summary>The key columns of a block with the types of <see cref="Keys"/>.</summary>
    public void Read(Block block, Vector[] columns)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var values = block.Columns[_ordinals[i]];
            columns[i] = _conversions[i] is { } conversion ? Convert(conversion, values, block.Length, i) : values;
            var missing = FirstNull(columns[i], block.Length) is >= 0 and var row ? row : NaNRows.First(columns[i]);
            if (missing >= 0)
            {
                throw CoreErrors.UpsertKeyIsNull(_dataset, Keys.Schema.Fields[i].Name);
            }
        }
    }

    private Vector Convert(ScalarEvaluator conversion, Vector values, int length, int key)
    {
        try
        {
            return conversion.Evaluate(new Block(conversion.Schema, [values]) { Length = length });
        }
        catch (ArithmeticException e)
        {
            throw CoreErrors.SetterDoesNotFit(_dataset, Keys.Schema.Fields[key], null, e);
        }
    }

    private static int FirstNull(Vector values, int length)
    {
        if (values.Valid is null && values is not (ConstantVector or NullVector))
        {
            return -1;
        }
        for (var row = 0; row < length; row++)
        {
            if (values.IsNull(row))
            {
                return row;
            }
        }
        return -1;
    }

    private string TextOf(Vector[] columns, int row) =>
        string.Join(", ", Keys.Schema.Fields.Select((f, i) => $"{f.Name} = {ConstantScalar.Of(VectorCopy.Materialize(columns[i]), row)}"));

    // Existing files are read as the dataset's type, which holds all their widths.
    private static ColumnType TypeOf(Dataset dataset, Field row)
    {
        if (row.Type.IsNested)
        {
            throw CoreErrors.UpsertKeyNested(dataset.Uuid, row);
        }
        if (!dataset.Schema.TryGet(row.Name, out var field))
        {
            throw CoreErrors.ColumnNotFound(dataset, row.Name);
        }
        return field.Type.Kind == ColumnKind.Null ? row.Type
            : ValueConversion.IsFamily(row.Type, field.Type) ? field.Type
            : throw CoreErrors.UpsertKeyKind(dataset.Uuid, field, row.Type);
    }
}
