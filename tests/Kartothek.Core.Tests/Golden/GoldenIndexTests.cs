using System.Text;
using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

[Trait("Category", "Golden")]
public sealed class GoldenIndexTests
{
    public static TheoryData<GoldenSubject> Subjects => GoldenCases.Where(d => d.Indices is { } indices && indices.Any(i => !i.IsPartitionKey));

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task Every_secondary_index_holds_the_recorded_entries(GoldenSubject subject)
    {
        await using var store = new LocalStore(subject.Store);
        var golden = subject.Dataset;
        var header = await DatasetHeader.ReadAsync(store, golden.Uuid);
        var schema = (await TableSchema.ReadAsync(store, header, golden.Table)).Schema;
        var labels = new LabelLookup([.. header.Partitions.Select(p => p.Label)]);
        var recorded = golden.Indices!.Value.Where(i => !i.IsPartitionKey).ToList();

        Assert.Equal(recorded.Select(i => i.Column).Order(), header.Indices.Select(i => i.Column).Order());
        // A dataset of several tables has one set of indices; a table may lack an indexed column.
        foreach (var index in recorded.Where(i => schema.Contains(i.Column)))
        {
            var reference = header.Indices.Single(i => i.Column == index.Column);

            var read = await IndexReader.ReadAsync(store, reference, schema[index.Column], labels);

            Assert.Equal(
                index.Entries.Select(e => $"{GoldenIndexText.Of(e.Value)}: {string.Join(", ", e.Labels.Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal),
                Entries(read, header).Order(StringComparer.Ordinal));
        }
    }

    private static IEnumerable<string> Entries(SecondaryIndex index, DatasetHeader header)
    {
        var value = 0;
        foreach (var block in index.Blocks)
        {
            Assert.Equal(value, block.FirstRow);
            for (var row = 0; row < block.Length; row++, value++)
            {
                var labels = index.PartitionsOf(value).ToArray().Select(p => header.Partitions[p].Label).Order(StringComparer.Ordinal);
                yield return $"{GoldenIndexText.Of(ValueOf(block.Columns[0], row), index.Field.Type)}: {string.Join(", ", labels)}";
            }
        }
        Assert.Equal(index.Count, value);
    }

    private static object ValueOf(Vector vector, int row) => vector switch
    {
        FlatVector<bool> flat => flat.Values[row],
        FlatVector<int> flat => flat.Values[row],
        FlatVector<long> flat => flat.Values[row],
        FlatVector<ulong> flat => flat.Values[row],
        FlatVector<double> flat => flat.Values[row],
        BytesVector text when text.Type.Kind == ColumnKind.String => Encoding.UTF8.GetString(text[row]),
        BytesVector bytes => bytes[row].ToArray(),
        _ => throw new NotSupportedException(vector.GetType().Name),
    };
}
