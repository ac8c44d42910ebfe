using CsCheck;
using Kartothek.Columns;
using static Kartothek.Parquet.Tests.Schemas;

namespace Kartothek.Parquet.Tests;

/// <summary>Assembled columns on their way into Arrow batches: cut, gathered and joined.</summary>
public class NestedBatchTests
{
    [Fact]
    public void Runs_of_rows_of_nested_blocks_are_joined_into_batches() =>
        Gen.Select(RandomSchemas.Schema, Gen.Int[1, 60], Gen.Int[0, 1 << 30]).Sample((elements, rows, seed) =>
        {
            var random = new Random(seed);
            var schema = Build(elements);
            var root = schema.Columns[0];
            var columns = new Schema([root.Field]);
            var builder = new ArrowBatchBuilder(columns, int.MaxValue);
            var expected = new List<string>();
            for (var blocks = random.Next(1, 4); blocks > 0; blocks--)
            {
                var values = Enumerable.Range(0, rows).Select(_ => RandomSchemas.Value(root, random)).ToList();
                var shredder = new Shredder(root);
                values.ForEach(shredder.Add);
                var vector = new NestedColumn(root, root.Field.Type, shredder.ToLeaves(schema.Leaves.AsSpan()), rows, "f").Rows(0, rows);
                var start = random.Next(rows);
                builder.Append(new Block(columns, [vector]) { Length = rows }, start);
                expected.AddRange(values.Skip(start).Select(ArrowValues.Show));
            }
            using var batch = builder.Build();
            Assert.Equal(expected, Enumerable.Range(0, batch.Length).Select(r => ArrowValues.Show(ArrowValues.At(batch.Column(0), r))));
        });
}
