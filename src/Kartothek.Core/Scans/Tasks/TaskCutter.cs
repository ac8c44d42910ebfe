using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Cuts opened files into tasks.</summary>
internal static class TaskCutter
{
    /// <summary>Row groups are put into one task up to so many rows: enough to be worth a hand-over, few enough to share out.</summary>
    private const int TaskRows = 65_536;

    /// <summary>The tasks of a file, in the order of its rows; none where nothing of it is read.</summary>
    public static ScanTask[] Cut(PlannedFile file, ScanRequest request)
    {
        var constants = request.Dataset.ConstantsOf(file.Partition);
        if (file.Partition.Format != FileFormat.Parquet)
        {
            return [Task(file, request, constants, file.Residual)];
        }
        var groups = file.RowGroups;
        if (file.StandIns.IsEmpty && groups is [var only])
        {
            return [Task(file, request, constants, only.Residual, [only.Number])];
        }
        var tasks = new List<ScanTask>();
        if (!file.StandIns.IsEmpty)
        {
            tasks.Add(Task(file, request, constants, []) with { StandIns = file.StandIns });
        }
        for (var start = 0; start < groups.Length;)
        {
            var end = start + 1;
            for (var rows = groups[start].RowCount; end < groups.Length && SameConditions(groups[end], groups[start]); end++)
            {
                rows += groups[end].RowCount;
                if (rows > TaskRows)
                {
                    break;
                }
            }
            tasks.Add(Task(file, request, constants, groups[start].Residual, [.. groups[start..end].Select(g => g.Number)]));
            start = end;
        }
        return [.. tasks];
    }

    private static bool SameConditions(PlannedRowGroup left, PlannedRowGroup right) =>
        left.Residual.AsSpan().SequenceEqual(right.Residual.AsSpan(), ReferenceEqualityComparer.Instance);

    private static ScanTask Task(
        PlannedFile file, ScanRequest request, ImmutableSortedDictionary<string, ConstantScalar> constants, ImmutableArray<Scalar> conjuncts, ImmutableArray<int> rowGroups = default) => new()
        {
            FileKey = file.Partition.Key,
            Format = file.Partition.Format,
            RowGroups = rowGroups.IsDefault ? [] : rowGroups,
            Columns = request.Columns,
            UsesPageIndex = request.Layers.HasFlag(PruningLayers.PageIndex),
            UsesBloomFilters = request.Layers.HasFlag(PruningLayers.BloomFilters),
            Conjuncts = constants.IsEmpty || conjuncts.IsEmpty ? conjuncts : Close(conjuncts, file, constants),
            Constants = constants.IsEmpty ? constants : Used(file, request, constants),
            Opened = rowGroups.IsDefault ? null : file.Opened,
        };

    private static ImmutableSortedDictionary<string, ConstantScalar> Used(PlannedFile file, ScanRequest request, ImmutableSortedDictionary<string, ConstantScalar> constants)
    {
        var used = ImmutableSortedDictionary.CreateBuilder<string, ConstantScalar>(StringComparer.Ordinal);
        foreach (var (name, constant) in constants)
        {
            if (request.Columns.TryGet(name, out var field))
            {
                used.Add(name, Fit(constant, field.Name, field.Type, file));
            }
        }
        return used.ToImmutable();
    }

    /// <summary>A condition on a partition column that is left has the column's value in it, so that it reads only columns of the file.</summary>
    private static ImmutableArray<Scalar> Close(ImmutableArray<Scalar> conjuncts, PlannedFile file, ImmutableSortedDictionary<string, ConstantScalar> constants)
    {
        return [.. conjuncts.Select(c => c.Rewrite(WithValue))];

        Scalar WithValue(Scalar scalar) => scalar is ColumnScalar column && constants.TryGetValue(column.Name, out var constant)
            ? Fit(constant, column.Name, column.Type, file)
            : scalar;
    }

    private static ConstantScalar Fit(ConstantScalar constant, string column, ColumnType wanted, PlannedFile file) =>
        constant.Type == wanted ? constant
        : ValueConversion.TryConvert(constant.Value, constant.Type, wanted, out var value) ? new ConstantScalar(value, wanted)
        : throw CoreErrors.KeyDoesNotFit(column, constant, wanted, file.Partition.Key);
}
