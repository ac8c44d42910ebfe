using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>Puts a chunk together page by page, so that pages can claim anything.</summary>
internal sealed class ChunkBuilder
{
    private readonly List<byte> _bytes = [];

    /// <summary>The chunk.</summary>
    public byte[] Bytes => [.. _bytes];

    /// <summary>Adds a V1 data page.</summary>
    public ChunkBuilder Data(int values, ValueEncoding encoding, byte[] body, int? uncompressed = null, ValueEncoding levels = ValueEncoding.RunLength)
    {
        var header = new Thrift();
        header.Int(1, (int)PageKind.Data).Int(2, uncompressed ?? body.Length).Int(3, body.Length);
        header.Struct(5, new Thrift().Int(1, values).Int(2, (int)encoding).Int(3, (int)levels).Int(4, (int)levels));
        return Add(header, body);
    }

    /// <summary>Adds a V2 data page.</summary>
    public ChunkBuilder DataV2(int values, int nulls, ValueEncoding encoding, byte[] levels, byte[] body, bool isCompressed = false, int? uncompressed = null)
    {
        var header = new Thrift();
        header.Int(1, (int)PageKind.DataV2).Int(2, uncompressed ?? levels.Length + body.Length).Int(3, levels.Length + body.Length);
        header.Struct(8, new Thrift().Int(1, values).Int(2, nulls).Int(3, values).Int(4, (int)encoding).Int(5, levels.Length).Int(6, 0).Bool(7, isCompressed));
        return Add(header, [.. levels, .. body]);
    }

    /// <summary>Adds a dictionary page.</summary>
    public ChunkBuilder Dictionary(int entries, byte[] body, int? uncompressed = null)
    {
        var header = new Thrift();
        header.Int(1, (int)PageKind.Dictionary).Int(2, uncompressed ?? body.Length).Int(3, body.Length);
        header.Struct(7, new Thrift().Int(1, entries).Int(2, (int)ValueEncoding.Plain));
        return Add(header, body);
    }

    /// <summary>Adds a page of a kind that only has sizes.</summary>
    public ChunkBuilder Other(int kind, byte[] body)
    {
        var header = new Thrift();
        header.Int(1, kind).Int(2, body.Length).Int(3, body.Length);
        return Add(header, body);
    }

    /// <summary>Reads rows of the chunk as a flat column.</summary>
    /// <param name="physical">The physical type.</param>
    /// <param name="type">The logical type.</param>
    /// <param name="rows">Rows that the row group claims.</param>
    /// <param name="maxRows">Rows to read.</param>
    /// <param name="codec">The codec.</param>
    /// <param name="isNullable">Whether there are definition levels.</param>
    public List<object?> Read(
        PhysicalType physical, ColumnType type, long rows, long maxRows = long.MaxValue, CompressionCodec codec = CompressionCodec.None, bool isNullable = false)
    {
        using var buffers = new ScanBuffers();
        var leaf = new LeafColumn { Path = ["c"], PhysicalType = physical, Type = type, TypeLength = type.Length, MaxDefinitionLevel = isNullable ? 1 : 0 };
        var chunk = new ColumnChunk { Leaf = leaf, Codec = codec, ValueCount = rows };
        using var reader = ColumnReaders.Create(new ChunkContext("f", chunk, 0, rows, buffers), type, keepsCodes: false);
        var bytes = Bytes;
        reader.Open(new WholeChunk([new ChunkPart(bytes, 0, bytes.Length, 0)]));
        var cells = new List<object?>();
        while (reader.Position < Math.Min(rows, maxRows))
        {
            var count = (int)Math.Min(rows - reader.Position, RowGroupScan.BlockRows);
            var vector = reader.Read(count, [], isAll: true);
            for (var row = 0; row < count; row++)
                cells.Add(Cells.Of(vector, row));
        }
        return cells;
    }

    private ChunkBuilder Add(Thrift header, byte[] body)
    {
        _bytes.AddRange(header.Bytes);
        _bytes.AddRange(body);
        return this;
    }

    /// <summary>Writes a structure in Thrift's compact protocol.</summary>
    private sealed class Thrift
    {
        private readonly List<byte> _fields = [];
        private int _last;

        public IEnumerable<byte> Bytes => _fields.Append((byte)0);

        public Thrift Int(int field, int value)
        {
            Field(field, 5);
            for (var zigzag = (uint)((value << 1) ^ (value >> 31)); ; zigzag >>= 7)
            {
                _fields.Add((byte)(zigzag >= 0x80 ? zigzag | 0x80 : zigzag));
                if (zigzag < 0x80)
                    return this;
            }
        }

        public Thrift Bool(int field, bool value)
        {
            Field(field, value ? 1 : 2);
            return this;
        }

        public Thrift Struct(int field, Thrift value)
        {
            Field(field, 12);
            _fields.AddRange(value.Bytes);
            return this;
        }

        private void Field(int field, int type)
        {
            _fields.Add((byte)(((field - _last) << 4) | type));
            _last = field;
        }
    }
}
