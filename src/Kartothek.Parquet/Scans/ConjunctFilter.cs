using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Evaluates conjuncts in order, each on the rows that the earlier ones left.</summary>
internal sealed class ConjunctFilter
{
    public ConjunctFilter(ImmutableArray<Scalar> conjuncts, ScanColumnSet columns)
    {
        throw new KartothekException(ErrorKind.NotSupported, "Conjuncts aren't evaluated yet.");
    }

    public void Apply(long window, RowSet rows)
    {
    }
}
