using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>
/// What the end of a Parquet file says of it: schema, row groups, where each column lies, statistics. Immutable, and safe for use by
/// several threads.
/// </summary>
/// <remarks>Statistics and texts are decoded when first asked for; the object keeps the footer's bytes for that, and nothing else of the file.</remarks>
public sealed partial class ParquetFooter
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly (ByteRange Key, ByteRange Value)[] _keyValues;
    private readonly ColumnOrder[] _columnOrders;
    private IReadOnlyDictionary<string, string>? _keyValueMetadata;
    private readonly ByteRange _createdBy;
    private string? _createdByText;
    private WriterIdentity? _writer;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ParquetFooter(string fileName, long fileLength, ReadOnlyMemory<byte> bytes, FooterReader content)
    {
        FileName = fileName;
        FileLength = fileLength;
        _bytes = bytes;
        Tree = content.Tree!;
        RowCount = content.RowCount;
        _createdBy = content.CreatedBy;
        _keyValues = content.KeyValues;
        _columnOrders = content.ColumnOrders;
        var firstRow = 0L;
        var groups = ImmutableArray.CreateBuilder<RowGroup>(content.RowGroups.Length);
        foreach (var group in content.RowGroups)
        {
            groups.Add(new RowGroup(this, groups.Count, firstRow, group.RowCount, group.ChunkStarts));
            firstRow += group.RowCount;
        }
        RowGroups = groups.MoveToImmutable();
    }

    /// <summary>The name of the file, for messages.</summary>
    public string FileName { get; }

    /// <summary>The length of the file in bytes.</summary>
    public long FileLength { get; }

    /// <summary>The length of the footer in bytes, without the eight bytes behind it.</summary>
    public int FooterLength => _bytes.Length;

    /// <summary>The footer as it is stored, without the eight bytes behind it. <see cref="Parse"/> makes an equal footer of it.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The columns by name with logical types; a nested column is one field.</summary>
    /// <remarks>
    /// Times and timestamps of old files, which have only a converted type, are adjusted to UTC. INT96 is a timestamp in ns without zone. JSON is text;
    /// BSON and ENUM are binary; an interval is fixed binary of 12 bytes; decimals of more than 38 digits, and types that aren't known, are what they are stored as.
    /// </remarks>
    public Schema Schema => Tree.Schema;

    /// <summary>The leaves of the schema tree, in the order of the chunks.</summary>
    internal ImmutableArray<LeafColumn> Leaves => Tree.Leaves;

    /// <summary>The row groups in the order of rows.</summary>
    public ImmutableArray<RowGroup> RowGroups { get; }

    /// <summary>Rows in the file.</summary>
    public long RowCount { get; }

    /// <summary>The writer as it names itself, or an empty text.</summary>
    public string CreatedBy => _createdByText ??= Text(_createdBy);

    /// <summary>
    /// What the writer added, such as <c>pandas</c> (JSON) and <c>ARROW:schema</c> (base64), as raw text. Of several entries of one key
    /// the first counts; one without value is an empty text.
    /// </summary>
    public IReadOnlyDictionary<string, string> KeyValueMetadata => _keyValueMetadata ??= DecodeKeyValues();

    internal SchemaTree Tree { get; }

    internal WriterIdentity Writer => _writer ??= WriterIdentity.Parse(CreatedBy);

    /// <summary>A part of the footer's bytes.</summary>
    internal ReadOnlySpan<byte> Slice(ByteRange range) => range.Exists ? _bytes.Span.Slice(range.Start, range.Length) : default;

    /// <summary>What the file says of the order of <c>min_value</c> and <c>max_value</c> of a leaf.</summary>
    internal ColumnOrder OrderOf(int leaf) => leaf < _columnOrders.Length ? _columnOrders[leaf] : ColumnOrder.Missing;

    /// <summary>Makes the object of a chunk, whose structure was checked when the footer was read.</summary>
    internal ColumnChunk ReadChunk(int start, int leaf)
    {
        // Read by a reader of the whole footer: statistics are ranges of it.
        var reader = new CompactReader(_bytes.Span);
        reader.Advance(start);
        var chunk = new ChunkReader();
        chunk.Read(ref reader);
        return chunk.ToChunk(Leaves[leaf], FileLength - TrailerLength - _bytes.Length, MissingChunkBytes);
    }

    /// <summary>
    /// parquet-mr before 1.2.9 left the dictionary page's header out of a chunk's length (PARQUET-816); a header takes at most a
    /// hundred bytes or so.
    /// </summary>
    private int MissingChunkBytes => CreatedBy.StartsWith("parquet-mr", StringComparison.Ordinal) && Writer.IsBefore("parquet-mr", 1, 2, 9) ? 100 : 0;

    private string Text(ByteRange range) => range.Length <= 0 ? "" : Encoding.UTF8.GetString(_bytes.Span.Slice(range.Start, range.Length));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Dictionary<string, string> DecodeKeyValues()
    {
        var metadata = new Dictionary<string, string>(_keyValues.Length, StringComparer.Ordinal);
        foreach (var (key, value) in _keyValues)
            metadata.TryAdd(Text(key), Text(value));
        return metadata;
    }
}
