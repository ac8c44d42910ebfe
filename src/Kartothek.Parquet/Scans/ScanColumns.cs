using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>What a scan is to read, the same for all files of a dataset.</summary>
/// <param name="Columns">
/// The columns wanted, in order, with the types wanted. A column that a file lacks is null in all its rows. A file's column of another type
/// of the same family is converted, each value checked: any integer to any integer, any floating-point number to any other, units
/// of times and timestamps (a finer unit is rounded down), decimals, text and binary. Empty where only rows are counted.
/// </param>
/// <param name="Conjuncts">
/// What rows must satisfy, evaluated in order: a conjunct runs on no row that an earlier one rejected if it can throw. Their columns needn't be
/// among <paramref name="Columns"/>. Conjuncts that hold for all rows anyway are better left out by the caller.
/// </param>
/// <param name="Constants">Columns that have one value in all rows of the file, by name: partition columns. They hide columns of the file.</param>
public sealed record ScanColumns(
    Schema Columns,
    ImmutableArray<Scalar> Conjuncts,
    IReadOnlyDictionary<string, ConstantScalar> Constants)
{
    /// <summary>Columns without conjuncts and constants.</summary>
    public ScanColumns(Schema columns)
        : this(columns, [], ImmutableDictionary<string, ConstantScalar>.Empty)
    {
    }

    /// <summary>
    /// Whether text and binary values inside nested columns come as Arrow dictionary arrays, so that a value which the file stores once is handed over once. Entries may
    /// repeat, and the blocks of one row group share them. For scans without conjuncts.
    /// </summary>
    public bool KeepsNestedCodes { get; init; }
}
