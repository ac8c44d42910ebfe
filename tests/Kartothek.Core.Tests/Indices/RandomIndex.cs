using Kartothek.Columns;
using ParquetSharp;

namespace Kartothek.Core.Tests;

/// <summary>A random index file as any writer may have made it, and conditions on its column.</summary>
/// <param name="Field">The column with the type of the schema.</param>
/// <param name="Labels">The files of the dataset; the index may lack some and have others.</param>
/// <param name="File">The bytes.</param>
/// <param name="Values">Constants near the values.</param>
internal sealed record RandomIndex(Field Field, string[] Labels, byte[] File, object[] Values)
{
    public static RandomIndex Make(Random random)
    {
        var rows = random.Next(4) == 0 ? random.Next(3) : random.Next(1, 4_000);
        var range = random.Next(3) switch { 0 => 5, 1 => rows + 1, _ => 1_000_000 };
        var numbers = Enumerable.Range(0, rows).Select(_ => random.Next(-range, range)).ToArray();
        if (random.Next(2) == 0)
        {
            Array.Sort(numbers);
        }
        var labels = Enumerable.Range(0, random.Next(1, 12)).Select(i => $"p{i}").ToArray();
        // A sorted file has its labels in order; others have any.
        var isClustered = random.Next(2) == 0;
        var unlisted = random.Next(labels.Length + 1);
        var lists = Enumerable.Range(0, rows).Select(row => List(random, labels, unlisted, isClustered ? row * labels.Length / rows : -1)).ToArray();
        var nulls = random.Next(3) == 0;
        bool IsNull() => nulls && random.Next(50) == 0;
        var (group, hasStatistics, hasDictionary) = (random.Next(1, 1_500), random.Next(4) > 0, random.Next(2) == 0);
        byte[] File<T>(Func<int, T> make) => Write<T>([.. numbers.Select(n => IsNull() ? default! : make(n))], lists, group, hasStatistics, hasDictionary);
        Field Of(ColumnType type) => new("c", type);
        object[] Near(Func<int, object> make) => [.. numbers.Take(20).Concat(Enumerable.Range(0, 5).Select(_ => random.Next(-range - 1, range + 1))).Select(make)];
        return random.Next(5) switch
        {
            0 => new(Of(ColumnType.Int64), labels, File<long?>(n => n), Near(n => (long)n)),
            1 => new(Of(ColumnType.Int64), labels, File<int?>(n => n), Near(n => (long)n)),
            2 => new(Of(ColumnType.Double), labels, File<double?>(n => n % 17 == 3 ? double.NaN : n / 2.0), Near(n => n / 2.0)),
            3 => new(Of(ColumnType.String), labels, File<string?>(Text), Near(Text)),
            _ => new(Of(ColumnType.Binary), labels, File<byte[]?>(n => Bytes(n, isCut: true)), Near(n => Bytes(n, isCut: false))),
        };
    }

    /// <summary>A condition, mostly one that null doesn't satisfy.</summary>
    public Scalar Condition(Random random)
    {
        var column = Scalar.Column(Field);
        Scalar Constant() => Scalar.Constant(Values[random.Next(Values.Length)], Field.Type);
        return random.Next(Field.Type.Kind == ColumnKind.Binary ? 6 : 8) switch
        {
            0 or 1 => Scalar.Equal(column, Constant()),
            2 => Scalar.In(column, [.. Enumerable.Range(0, random.Next(5)).Select(_ => Values[random.Next(Values.Length)])]),
            3 => Scalar.Less(column, Constant()),
            4 => Scalar.And(Scalar.GreaterOrEqual(column, Constant()), Scalar.LessOrEqual(column, Constant())),
            5 => Scalar.Or(Scalar.Equal(column, Constant()), Scalar.Greater(column, Constant())),
            6 => Scalar.NotEqual(column, Constant()),
            _ => Scalar.And(Scalar.IsNotNull(column), Scalar.Not(Scalar.In(column, [Values[random.Next(Values.Length)], null]))),
        };
    }

    public static byte[] Write<T>(T[] values, string?[]?[] labels, int rowGroup, bool hasStatistics, bool hasDictionary, string column = "c")
    {
        using var file = new MemoryStream();
        using var properties = new WriterPropertiesBuilder();
        properties.DisableDictionary(column).Compression(Compression.Snappy);
        if (!hasStatistics)
        {
            properties.DisableStatistics();
        }
        if (!hasDictionary)
        {
            properties.DisableDictionary("partition.list.item");
        }
        using (var written = properties.Build())
        using (var writer = new ParquetFileWriter(file, [new Column<T>(column), new Column<string[]>("partition")], null, written))
        {
            for (var first = 0; first == 0 || first < values.Length; first += rowGroup)
            {
                using var group = writer.AppendRowGroup();
                using (var chunk = group.NextColumn().LogicalWriter<T>())
                {
                    chunk.WriteBatch([.. values.Skip(first).Take(rowGroup)]);
                }
                using (var chunk = group.NextColumn().LogicalWriter<string[]>())
                {
                    chunk.WriteBatch([.. labels.Skip(first).Take(rowGroup)!]);
                }
            }
            writer.Close();
        }
        return file.ToArray();
    }

    private static string?[]? List(Random random, string[] labels, int unlisted, int cluster)
    {
        string? Any() => random.Next(30) switch
        {
            0 => "gone",
            1 => null,
            _ => (cluster >= 0 && random.Next(50) > 0 ? cluster : random.Next(labels.Length)) is var label && label != unlisted ? labels[label] : "gone as well",
        };
        return random.Next(40) switch
        {
            0 => null,
            1 => [],
            2 => [Any(), Any(), Any()],
            _ => [Any()],
        };
    }

    private static string Text(int number) => number % 3 == 0 ? $"ö{number}" : $"text {number}";

    // Python cuts at the first zero byte.
    private static byte[] Bytes(int number, bool isCut)
    {
        byte[] bytes = [(byte)number, (byte)(number >> 8), (byte)(number >> 16)];
        return isCut && Array.IndexOf(bytes, (byte)0) is >= 0 and var zero ? bytes[..zero] : bytes;
    }
}
