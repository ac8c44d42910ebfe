using ParquetSharp;

namespace Kartothek.Benchmarks;

/// <summary>ParquetSharp: physical readers into arrays; its logical reader for texts that are all wanted, since it makes each text of a dictionary once.</summary>
internal sealed class ParquetSharpContender(BenchmarkData data) : ColumnContender(data)
{
    public override string Name => "parquetsharp";

    protected override void ForEachRowGroup(IEnumerable<string> files, Action<IColumnReader> read)
    {
        foreach (var file in files)
        {
            using var reader = new ParquetFileReader(file);
            for (var i = 0; i < reader.FileMetaData.NumRowGroups; i++)
            {
                using var group = reader.RowGroup(i);
                read(new RowGroup(group));
            }
        }
    }

    protected override long CountRows(string file)
    {
        using var reader = new ParquetFileReader(file);
        return reader.FileMetaData.NumRows;
    }

    private sealed class RowGroup(RowGroupReader group) : IColumnReader
    {
        [ThreadStatic]
        private static short[]? _levels;
        [ThreadStatic]
        private static ByteArray[]? _bytes;

        public int RowCount { get; } = (int)group.MetaData.NumRows;

        public (T Min, T Max)? Bounds<T>(int column)
            where T : unmanaged
        {
            using var chunk = group.MetaData.GetColumnChunkMetaData(column);
            using var statistics = chunk.Statistics;
            return statistics is Statistics<T> { HasMinMax: true } bounds ? (bounds.Min, bounds.Max) : null;
        }

        public void Read<T>(int column, T[] values)
            where T : unmanaged
        {
            using var reader = (ColumnReader<T>)group.Column(column);
            var levels = Levels();
            for (var done = 0; done < RowCount;)
                done += (int)reader.ReadBatch(RowCount - done, levels, default, values.AsSpan(done, RowCount - done), out _);
        }

        public void Read<T>(int column, T?[] values)
            where T : unmanaged
        {
            using var reader = (ColumnReader<T>)group.Column(column);
            var levels = Levels();
            var dense = new T[RowCount];
            for (var done = 0; done < RowCount;)
            {
                var rows = (int)reader.ReadBatch(RowCount - done, levels, default, dense, out _);
                for (int i = 0, next = 0; i < rows; i++)
                    values[done + i] = levels[i] == 1 ? dense[next++] : null;

                done += rows;
            }
        }

        public void Read(int column, string?[] values, bool[]? wanted)
        {
            using var reader = group.Column(column);
            if (wanted is null)
            {
                using var texts = reader.LogicalReader<string?>();
                texts.ReadBatch(values.AsSpan(0, RowCount));
                return;
            }

            ForEach((ColumnReader<ByteArray>)reader, (row, bytes) =>
            {
                if (wanted[row])
                    values[row] = Text(bytes);
            }, row => values[row] = null);
        }

        public void Match(int column, string text, bool[] matches)
        {
            using var reader = (ColumnReader<ByteArray>)group.Column(column);
            var sought = System.Text.Encoding.UTF8.GetBytes(text);
            ForEach(reader, (row, bytes) => matches[row] = matches[row] && Span(bytes).SequenceEqual(sought), row => matches[row] = false);
        }

        // The bytes are valid until the next batch only.
        private void ForEach(ColumnReader<ByteArray> reader, Action<int, ByteArray> visit, Action<int> visitNull)
        {
            var levels = Levels();
            if (_bytes is null || _bytes.Length < RowCount)
                _bytes = new ByteArray[RowCount];

            for (var done = 0; done < RowCount;)
            {
                var rows = (int)reader.ReadBatch(RowCount - done, levels, default, _bytes, out _);
                for (int i = 0, next = 0; i < rows; i++)
                {
                    if (levels[i] == 1)
                        visit(done + i, _bytes[next++]);
                    else
                        visitNull(done + i);
                }

                done += rows;
            }
        }

        private short[] Levels() => _levels is { } levels && levels.Length >= RowCount ? levels : _levels = new short[RowCount];

        private static unsafe ReadOnlySpan<byte> Span(ByteArray bytes) => new((void*)bytes.Pointer, bytes.Length);

        private static string Text(ByteArray bytes) => System.Text.Encoding.UTF8.GetString(Span(bytes));
    }
}
