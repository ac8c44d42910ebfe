using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Records as columns. Belongs to one thread at a time.</summary>
/// <typeparam name="T">The record type.</typeparam>
internal sealed class RecordFiller<T>
{
    private readonly PartFiller<T>?[] _parts;
    private readonly Vector[] _columns;
    private readonly Schema _schema;

    /// <summary>A filler of the columns of a map.</summary>
    public RecordFiller(WriteMap map, RowNumbers rows)
    {
        _schema = map.Schema;
        _parts = [.. map.Members.Select(m => m is null ? null : new PartFiller<T>(FillerMaker.Make(m.Target, rows), FillLoopCompiler<T>.Of(m.Member, m.Target)))];
        _columns = [.. map.Schema.Fields.Select(f => new NullVector(f.Type))];
    }

    /// <summary>Makes room for a block.</summary>
    public void Start(int capacity)
    {
        foreach (var part in _parts) part?.Start(capacity);
    }

    /// <summary>Fills some rows of the block, column by column.</summary>
    /// <inheritdoc cref="FillLoop{T}"/>
    public void Fill(T[] rows, int first, int count, int at, bool[]? present)
    {
        foreach (var part in _parts) part?.Fill(rows, first, count, at, present);
    }

    /// <summary>The columns of so many rows, lent until the next block.</summary>
    public Block Finish(int count)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_parts[i] is { } part) _columns[i] = part.Finish(count);
            else _columns[i].Length = count;
        }
        return new(_schema, _columns) { Length = count };
    }
}
