using CsCheck;
using Kartothek.Columns;
using Row = Kartothek.Core.Tests.RewriteRows.Row;

namespace Kartothek.Core.Tests;

/// <summary>Random rows, layouts, predicates, setters and new rows: a dataset after row-level operations holds what LINQ to Objects makes of its rows.</summary>
public sealed class RewritePropertyTests
{
    private static readonly ColumnScalar Id = Scalar.Column("id", ColumnType.Int64);
    private static readonly ColumnScalar A = Scalar.Column("a", ColumnType.Int64);
    private static readonly ColumnScalar F = Scalar.Column("f", ColumnType.Double);
    private static readonly ColumnScalar P = Scalar.Column("p", ColumnType.String);
    private static readonly ColumnScalar S = Scalar.Column("s", ColumnType.String);

    private static readonly Gen<Row> Rows =
        from id in Gen.Int[0, 1000]
        from p in Pick("x", "y", "z/1")
        from a in Gen.Int[-2, 3].Nullable(0.3)
        from f in Pick(-1, 0.0, 1.5, double.NaN).Nullable(0.3)
        from s in Pick("", "a", "ä", "\uE000", "\U0001F600").Null(0.3)
        from b in Pick<byte[]>([], [0], [1, 0, 2]).Null(0.3)
        select new Row(id, p, a, f, s, b, (sbyte)(id % 100));

    /// <summary>A condition in both languages.</summary>
    private static readonly Gen<(Scalar Scalar, Func<Row, bool> Test)> Conditions = Gen.OneOf(
        Gen.Int[-2, 3].Select(v => (Scalar.Equal(A, Of(v)), (Func<Row, bool>)(r => r.A == v))),
        Gen.Int[-2, 3].Select(v => (Scalar.NotEqual(A, Of(v)), (Func<Row, bool>)(r => r.A != v))),
        Gen.Int[-2, 3].Select(v => (Scalar.Less(A, Of(v)), (Func<Row, bool>)(r => r.A < v))),
        Gen.Int[-2, 3].Select(v => (Scalar.Not(Scalar.Less(A, Of(v))), (Func<Row, bool>)(r => !(r.A < v)))),
        Gen.Int[0, 1000].Select(v => (Scalar.GreaterOrEqual(Id, Of(v)), (Func<Row, bool>)(r => r.Id >= v))),
        Pick("x", "y", "q").Select(v => (Scalar.Equal(P, Of(v)), (Func<Row, bool>)(r => r.P == v))),
        Pick("", "ä", "\uE000").Select(v => (Scalar.Less(S, Of(v)), (Func<Row, bool>)(r => r.S is not null && string.CompareOrdinal(r.S, v) < 0))),
        Pick(0.0, 1.5).Select(v => (Scalar.Less(F, Scalar.Constant(v, ColumnType.Double)), (Func<Row, bool>)(r => r.F < v))),
        Gen.Const((Scalar.IsNull(S), (Func<Row, bool>)(r => r.S is null))));

    private static readonly Gen<(Scalar Scalar, Func<Row, bool> Test)> Predicates = Gen.Frequency(
        (3, Conditions),
        (1, Gen.Select(Conditions, Conditions, (l, r) => (Scalar.And(l.Scalar, r.Scalar), (Func<Row, bool>)(row => l.Test(row) && r.Test(row))))),
        (1, Gen.Select(Conditions, Conditions, (l, r) => (Scalar.Or(l.Scalar, r.Scalar), (Func<Row, bool>)(row => l.Test(row) || r.Test(row))))));

    private static readonly Gen<(ColumnSetter Setter, Func<Row, Row> Set)> Setters = Gen.OneOf(
        Gen.Int[-200, 200].Select(v => (new ColumnSetter("a", Of(v)), (Func<Row, Row>)(r => r with { A = v }))),
        Gen.Const((new ColumnSetter("a", Scalar.Null(ColumnType.Int64)), (Func<Row, Row>)(r => r with { A = null }))),
        Gen.Const((new ColumnSetter("a", Scalar.Arithmetic(ArithmeticOperator.Add, A, Of(1), isChecked: true)), (Func<Row, Row>)(r => r with { A = r.A + 1 }))),
        Pick("new", "ü", "").Select(v => (new ColumnSetter("s", Of(v)), (Func<Row, Row>)(r => r with { S = v }))),
        Gen.Const((new ColumnSetter("s", P), (Func<Row, Row>)(r => r with { S = r.P }))),
        Pick("x", "w ö").Select(v => (new ColumnSetter("p", Of(v)), (Func<Row, Row>)(r => r with { P = v }))),
        Gen.Const((new ColumnSetter("p", Scalar.Coalesce(S, Of("none"))), (Func<Row, Row>)(r => r with { P = r.S ?? "none" }))),
        Gen.Const((new ColumnSetter("f", Scalar.Arithmetic(ArithmeticOperator.Multiply, F, Scalar.Constant(2.0, ColumnType.Double))),
            (Func<Row, Row>)(r => r with { F = r.F * 2 is { } f && !double.IsNaN(f) ? f : null }))),
        Pick(-128, 100, 1000).Select(v => (new ColumnSetter("small", Scalar.Constant((long)(sbyte)(v % 128), ColumnType.Int64)), (Func<Row, Row>)(r => r with { Small = (sbyte)(v % 128) }))));

    [Fact]
    public void A_delete_leaves_the_rows_that_dont_satisfy_the_predicate() =>
        Gen.Select(Rows.List[0, 40], Gen.Int[1, 10], Gen.Int[1, 5], Gen.Bool, Predicates).Sample((rows, rowsPerFile, rowGroup, isPartitioned, predicate) =>
        {
            var dataset = Open(rows, rowsPerFile, rowGroup, isPartitioned);
            var before = RewriteRows.ReadAsync(dataset).GetAwaiter().GetResult();
            var report = Run(dataset.DeleteRowsAsync(RowFilter.Where(predicate.Scalar)));
            Check(report.Dataset, before.Where(r => !predicate.Test(r)), inOrder: true);
            Assert.Equal(before.Count(predicate.Test), report.RowsDeleted);
            Assert.Equal(dataset.Partitions.Length, report.FilesRewritten + report.FilesRemoved + report.FilesUntouched);
        }, iter: 80, threads: 1);

    [Fact]
    public void An_update_sets_the_rows_that_satisfy_the_predicate() =>
        Gen.Select(Rows.List[1, 40], Gen.Int[1, 10], Gen.Int[1, 5], Gen.Bool, Predicates, Setters.Array[1, 3]).Sample((rows, rowsPerFile, rowGroup, isPartitioned, predicate, some) =>
        {
            var setters = some.DistinctBy(s => s.Setter.Column).ToList();
            var dataset = Open(rows, rowsPerFile, rowGroup, isPartitioned);
            var before = RewriteRows.ReadAsync(dataset).GetAwaiter().GetResult();
            var report = Run(dataset.UpdateRowsAsync(RowFilter.Where(predicate.Scalar), [.. setters.Select(s => s.Setter)]));
            // Each setter sees the row as it was: those here set one column each.
            Row Set(Row row) => setters.Aggregate(row, (set, s) => s.Setter.Column switch
            {
                "a" => set with { A = s.Set(row).A },
                "s" => set with { S = s.Set(row).S },
                "p" => set with { P = s.Set(row).P },
                "f" => set with { F = s.Set(row).F },
                _ => set with { Small = s.Set(row).Small },
            });
            Check(report.Dataset, before.Select(r => predicate.Test(r) ? Set(r) : r), inOrder: !isPartitioned || setters.TrueForAll(s => s.Setter.Column != "p"));
            Assert.Equal(before.Count(predicate.Test), report.RowsUpdated);
        }, iter: 120, threads: 1);

    [Fact]
    public void An_upsert_replaces_by_key_and_inserts() =>
        Gen.Select(Rows.List[0, 40], Rows.List[1, 30], Gen.Int[1, 10], Gen.Bool, Gen.Bool).Sample((rows, newRows, rowsPerFile, isPartitioned, hasTwoKeys) =>
        {
            string[] keys = hasTwoKeys ? ["small", "p"] : ["id"];
            object Key(Row row) => hasTwoKeys ? (row.Small, row.P) : row.Id;
            rows = [.. rows.Select(r => r with { Id = r.Id % 60, Small = (sbyte)(r.Id % 20) }).DistinctBy(Key)];
            newRows = [.. newRows.Select(r => r with { Id = r.Id % 60, Small = (sbyte)(r.Id % 20), F = r.F is double.NaN ? null : r.F }).DistinctBy(Key)];
            var dataset = Open(rows, rowsPerFile, 3, isPartitioned);
            var before = RewriteRows.ReadAsync(dataset).GetAwaiter().GetResult();
            var report = Run(dataset.UpsertAsync(RewriteRows.Source(newRows), [.. keys]));
            var given = newRows.Select(Key).ToHashSet();
            Check(report.Dataset, before.Where(r => !given.Contains(Key(r))).Concat(newRows), inOrder: false);
            Assert.Equal(before.Count(r => given.Contains(Key(r))), report.RowsUpdated);
            Assert.Equal(newRows.Count, report.RowsUpdated + report.RowsInserted);
        }, iter: 80, threads: 1);

    [Fact]
    public void A_compaction_changes_no_row() =>
        Gen.Select(Rows.List[0, 60], Gen.Int[1, 10], Gen.Int[1, 5], Gen.Bool, Gen.Int[500, 20_000], Gen.Int[2, 4], Gen.Int[0, 2]).Sample((rows, rowsPerFile, rowGroup, isPartitioned, target, minFiles, mode) =>
        {
            var dataset = Open(rows, rowsPerFile, rowGroup, isPartitioned);
            var before = RewriteRows.ReadAsync(dataset).GetAwaiter().GetResult();
            var options = new CompactOptions { TargetFileBytes = target, MinFiles = minFiles, Files = new() { RowGroupRows = 7 } };
            var report = Run(dataset.CompactAsync(mode == 0 ? options : mode == 1 ? options with { SortBy = ["a", "id"] } : options with { PartitionOn = ["id"] }));
            Check(report.Dataset, before, inOrder: false);
        }, iter: 80, threads: 1);

    private static Dataset Open(IReadOnlyList<Row> rows, int rowsPerFile, int rowGroup, bool isPartitioned) =>
        RewriteRows.Dataset(rows, rowsPerFile, rowGroup, isPartitioned).OpenAsync().GetAwaiter().GetResult();

    private static RewriteReport Run(ValueTask<RewriteReport> operation) => operation.AsTask().GetAwaiter().GetResult();

    private static void Check(Dataset dataset, IEnumerable<Row> expected, bool inOrder)
    {
        var wanted = expected.Select(r => r.Text);
        var found = RewriteRows.TextsAsync(dataset).GetAwaiter().GetResult();
        Assert.Equal(inOrder ? wanted : wanted.Order(StringComparer.Ordinal), inOrder ? found : found.Order(StringComparer.Ordinal));
        RewriteRows.CheckIndicesAsync(dataset).GetAwaiter().GetResult();
    }

    private static Scalar Of(int value) => Scalar.Constant((long)value, ColumnType.Int64);

    private static Scalar Of(string value) => Scalar.Constant(value, ColumnType.String);

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
