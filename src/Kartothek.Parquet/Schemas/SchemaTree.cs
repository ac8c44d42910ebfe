using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>The schema of a file: columns, leaves, and the tree that connects them. Immutable.</summary>
internal sealed class SchemaTree
{
    // The files of a dataset mostly have one schema: the last one parsed is compared by its bytes before another is parsed.
    private static volatile SchemaTree? _recent;

    private readonly byte[] _bytes;

    private SchemaTree(byte[] bytes, SchemaBuilder builder)
    {
        _bytes = bytes;
        Columns = builder.Columns;
        Schema = new Schema(Columns.Select(c => c.Field));
        Leaves = builder.Leaves;
    }

    /// <summary>The columns with logical types.</summary>
    public Schema Schema { get; }

    /// <summary>One node per column of <see cref="Schema"/>.</summary>
    public ImmutableArray<SchemaNode> Columns { get; }

    /// <summary>The leaves.</summary>
    public ImmutableArray<LeafColumn> Leaves { get; }

    /// <summary>Reads a schema list, or passes over it where it is the one read before.</summary>
    /// <param name="footer">The bytes that the reader reads.</param>
    /// <param name="reader">Stands behind the list afterwards.</param>
    /// <param name="type">The type of the field.</param>
    public static SchemaTree Read(ReadOnlySpan<byte> footer, ref CompactReader reader, CompactType type)
    {
        var start = reader.Position;
        // A list tells its own end, so equal bytes are an equal list, whatever follows.
        if (type == CompactType.List && _recent is { } recent && footer[start..].StartsWith(recent._bytes))
        {
            reader.Advance(recent._bytes.Length);
            return recent;
        }
        var elements = SchemaElementReader.ReadAll(ref reader, type);
        var tree = new SchemaTree(footer[start..reader.Position].ToArray(), new SchemaBuilder(elements));
        if (type == CompactType.List)
            _recent = tree;
        return tree;
    }
}
