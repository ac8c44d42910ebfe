using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Refuses a request that no file could answer, before anything is read.</summary>
internal static class RequestCheck
{
    /// <summary>Checks that the dataset has all columns that a request names, of the kind that it wants.</summary>
    public static void Check(ScanRequest request)
    {
        foreach (var field in request.Columns.Fields)
        {
            Check(request.Dataset, field.Name, field.Type);
        }
        if (request.Predicate is { } predicate)
        {
            if (predicate.Type.Kind != ColumnKind.Boolean)
            {
                throw CoreErrors.PredicateType(predicate);
            }
            Check(request.Dataset, predicate);
        }
    }

    private static void Check(Dataset dataset, Scalar scalar)
    {
        if (scalar is ColumnScalar column)
        {
            Check(dataset, column.Name, column.Type);
        }
        foreach (var operand in scalar.Operands)
        {
            Check(dataset, operand);
        }
    }

    private static void Check(Dataset dataset, string column, ColumnType wanted)
    {
        if (!dataset.Schema.TryGet(column, out var field))
        {
            throw CoreErrors.ColumnNotFound(dataset, column);
        }
        if (!ValueConversion.IsFamily(field.Type, wanted))
        {
            throw CoreErrors.ColumnKind(dataset, field, wanted);
        }
    }
}
