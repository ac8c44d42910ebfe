using System.Runtime.InteropServices;
using Parquet;
using Parquet.Schema;

namespace Kartothek.Benchmarks;

/// <summary>Parquet.Net's low-level reader: columns into arrays.</summary>
internal sealed class ParquetNetContender(BenchmarkData data) : ColumnContender(data)
{
    public override string Name => "parquet.net";

    protected override void ForEachRowGroup(IEnumerable<string> files, Action<IColumnReader> read)
    {
        foreach (var file in files)
        {
            var reader = Wait(ParquetReader.CreateAsync(file));
            try
            {
                var fields = reader.Schema.GetDataFields();
                for (var i = 0; i < reader.RowGroupCount; i++)
                {
                    using var group = reader.OpenRowGroupReader(i);
                    read(new RowGroup(group, fields));
                }
            }
            finally
            {
                Wait(reader.DisposeAsync().AsTask());
            }
        }
    }

    protected override long CountRows(string file)
    {
        var reader = Wait(ParquetReader.CreateAsync(file));
        try
        {
            return reader.Metadata!.NumRows;
        }
        finally
        {
            Wait(reader.DisposeAsync().AsTask());
        }
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private sealed class RowGroup(ParquetRowGroupReader group, DataField[] fields) : IColumnReader
    {
        public int RowCount { get; } = (int)group.RowCount;

        public (T Min, T Max)? Bounds<T>(int column)
            where T : unmanaged =>
            group.RowGroup.Columns[column].MetaData?.Statistics is { MinValue: { } min, MaxValue: { } max } ? (MemoryMarshal.Read<T>(min), MemoryMarshal.Read<T>(max)) : null;

        public void Read<T>(int column, T[] values)
            where T : unmanaged
        {
            if (values is int[] days && fields[column].ClrType == typeof(DateTime))
            {
                var dates = new DateTime[RowCount];
                ReadDense(column, dates);
                for (var i = 0; i < dates.Length; i++)
                    days[i] = (int)((dates[i].Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay);

                return;
            }

            ReadDense(column, values);
        }

        public void Read<T>(int column, T?[] values)
            where T : unmanaged
        {
            if (values is long?[] microseconds && fields[column].ClrType == typeof(DateTime))
            {
                var times = new DateTime?[RowCount];
                Wait(group.ReadAsync<DateTime>(fields[column], times, null, default).AsTask());
                for (var i = 0; i < times.Length; i++)
                    microseconds[i] = (times[i]?.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

                return;
            }

            Wait(group.ReadAsync<T>(fields[column], values.AsMemory(0, RowCount), null, default).AsTask());
        }

        // The columns are nullable, but have no nulls, so that their values lie dense.
        private void ReadDense<T>(int column, T[] values)
            where T : struct =>
            Wait(group.ReadRawAsync<T>(fields[column], values.AsMemory(0, RowCount), new int[RowCount], null, default).AsTask());

        public void Read(int column, string?[] values, bool[]? wanted) =>
            Wait(group.ReadAsync(fields[column], values.AsMemory(0, RowCount)!, null, default).AsTask());

        public void Match(int column, string text, bool[] matches)
        {
            var texts = new string?[RowCount];
            Read(column, texts, matches);
            for (var i = 0; i < RowCount; i++)
                matches[i] = matches[i] && texts[i] == text;
        }
    }
}
