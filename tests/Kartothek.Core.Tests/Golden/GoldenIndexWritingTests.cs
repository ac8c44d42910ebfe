using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>Indices of the Python libraries, as an update reads them, and the same indices built from the data files.</summary>
[Trait("Category", "Golden")]
public sealed class GoldenIndexWritingTests
{
    public static TheoryData<GoldenSubject> Subjects => GoldenCases.Where(d => d.Indices is { } indices && indices.Any(i => !i.IsPartitionKey));

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task An_index_is_read_whole_and_has_the_form_of_its_library(GoldenSubject subject)
    {
        await using var store = new LocalStore(subject.Store);
        var golden = subject.Dataset;
        var header = await DatasetHeader.ReadAsync(store, golden.Uuid);
        var schema = (await TableSchema.ReadAsync(store, header, golden.Table)).Schema;
        foreach (var index in golden.Indices!.Value.Where(i => !i.IsPartitionKey && schema.Contains(i.Column)))
        {
            var reference = header.Indices.Single(i => i.Column == index.Column);
            var field = IndexColumn.Of(schema[index.Column]);

            var loaded = await LoadedIndex.ReadAsync(store, reference, field);

            Assert.Equal(Recorded(index), Entries(loaded.Entries, header.IndexOf));
            AssertSorted(loaded.Entries);
            // 'bucketed' comes from dask, whose frames have the type 'string', which Plateau leaves as it is.
            if (field.Type.Kind == ColumnKind.String && reference.Key is not null && GoldenFolder.IsOwnCopy && subject.Case.Name != "bucketed")
            {
                Assert.Equal(subject.Case.Library.StartsWith("plateau", StringComparison.Ordinal) ? PythonTarget.Plateau : PythonTarget.Kartothek, loaded.Target);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task An_index_built_from_the_files_is_the_recorded_one(GoldenSubject subject)
    {
        await using var store = new LocalStore(subject.Store);
        var golden = subject.Dataset;
        var header = await DatasetHeader.ReadAsync(store, golden.Uuid);
        var schema = (await TableSchema.ReadAsync(store, header, golden.Table)).Schema;
        var wanted = golden.Indices!.Value.Where(i => !i.IsPartitionKey && schema.Contains(i.Column)).ToList();
        ImmutableArray<Field> fields = [.. wanted.Select(i => IndexColumn.Of(schema[i.Column]))];
        var parts = fields.Select(_ => new List<IndexPart>()).ToArray();
        foreach (var partition in header.Partitions)
        {
            var read = await IndexPartReader.ReadAsync(store, partition.FileOf(golden.Table)!, partition.Label, fields);
            for (var i = 0; i < fields.Length; i++)
            {
                parts[i].Add(read[i]);
            }
        }
        for (var i = 0; i < fields.Length; i++)
        {
            var built = IndexMerge.Merge(fields[i], null, parts[i], ImmutableHashSet<string>.Empty);
            var hasWhole = wanted[i].Entries.Any(e => e.Value.Value is byte[] bytes && bytes.Contains((byte)0));
            var hasCut = wanted[i].Entries.Any(e => e.Value.Value is byte[] { Length: 0 });
            // What we have added to an index of Python's is whole, and what it had cut stays cut until the index is built again.
            if (!(hasWhole && hasCut))
            {
                Assert.Equal(Recorded(wanted[i]), Entries(built, header.IndexOf, cutsAtZero: !hasWhole));
            }
            AssertSorted(built);
        }
    }

    private static IEnumerable<string> Recorded(GoldenIndex index) =>
        index.Entries.Select(e => $"{GoldenIndexText.Of(e.Value)}: {string.Join(", ", e.Labels.Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal);

    /// <summary>The entries with the labels that the dataset still has, as the answers have them.</summary>
    /// <param name="index">The index.</param>
    /// <param name="partitionOf">The position of a label's partition.</param>
    /// <param name="cutsAtZero">Whether binary values end before their first zero byte, as they do when Python builds an index.</param>
    private static IEnumerable<string> Entries(IndexEntries index, Func<string, int> partitionOf, bool cutsAtZero = false) =>
        Enumerable.Range(0, index.Count)
            .Select(i => (Value: VectorValues.At(index.Values, i) is var value && value is byte[] bytes && cutsAtZero && bytes.IndexOf((byte)0) is >= 0 and var end ? bytes[..end] : value!, Labels: index.PostingsOf(i).ToArray().Select(l => index.Labels[l]).Where(l => partitionOf(l) >= 0).Order(StringComparer.Ordinal).ToList()))
            .Where(e => e.Labels.Count > 0)
            .Select(e => $"{GoldenIndexText.Of(e.Value, index.Field.Type)}: {string.Join(", ", e.Labels)}")
            .Order(StringComparer.Ordinal);

    private static void AssertSorted(IndexEntries index)
    {
        for (var i = 1; i < index.Count; i++)
        {
            var order = index.Values is BytesVector bytes
                ? bytes[i - 1].SequenceCompareTo(bytes[i])
                : ConstantOrder.Instance.Compare(VectorValues.At(index.Values, i - 1), VectorValues.At(index.Values, i));
            Assert.True(order < 0);
        }
    }
}
