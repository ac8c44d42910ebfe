using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Records as blocks, each lent until the next.</summary>
/// <remarks>A block is filled from a few hundred records at a time, so that the second column finds them in the processor's cache.</remarks>
/// <typeparam name="T">The record type.</typeparam>
internal sealed class RecordBlocks<T>
{
    private const int BlockRows = 4096;
    private const int ChunkRows = 512;
    private readonly RecordFiller<T> _filler;
    private readonly RowNumbers _numbers = new();
    private T[] _chunk = [];
    private int _waiting;
    private int _filled;

    private RecordBlocks(WriteMap map) => _filler = new(map, _numbers);

    /// <summary>The blocks of records that lie in memory, or come without waiting.</summary>
    public static IAsyncEnumerable<Block> Of(IEnumerable<T> rows, WriteMap map) => BlocksOf(rows, map).ToAsyncEnumerable();

    /// <summary>The blocks of records that come one after the other.</summary>
    public static async IAsyncEnumerable<Block> Of(IAsyncEnumerable<T> rows, WriteMap map, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var blocks = new RecordBlocks<T>(map);
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (blocks.Add(row))
            {
                yield return blocks.Take();
            }
        }
        if (blocks.Flush())
        {
            yield return blocks.Take();
        }
    }

    // A filler of its own for each enumeration.
    private static IEnumerable<Block> BlocksOf(IEnumerable<T> rows, WriteMap map)
    {
        foreach (var block in new RecordBlocks<T>(map).Blocks(rows))
        {
            yield return block;
        }
    }

    private IEnumerable<Block> Blocks(IEnumerable<T> rows)
    {
        switch (rows)
        {
            case T[] array when array.GetType() == typeof(T[]):
                for (var first = 0; first < array.Length; first += BlockRows)
                {
                    Fill(array, first, Math.Min(BlockRows, array.Length - first));
                    yield return Take();
                }
                yield break;
            case List<T> list:
                var chunk = new T[ChunkRows];
                for (var first = 0; first < list.Count;)
                {
                    var count = Math.Min(BlockRows, list.Count - first);
                    for (var end = first + count; first < end;)
                    {
                        var part = Math.Min(ChunkRows, end - first);
                        list.CopyTo(first, chunk, 0, part);
                        Fill(chunk, 0, part);
                        first += part;
                    }
                    yield return Take();
                }
                yield break;
        }
        foreach (var row in rows)
        {
            if (Add(row))
            {
                yield return Take();
            }
        }
        if (Flush())
        {
            yield return Take();
        }
    }

    /// <summary>Takes a record; whether the block is full.</summary>
    private bool Add(T row)
    {
        if (_waiting == _chunk.Length)
        {
            _chunk = new T[ChunkRows];
        }
        _chunk[_waiting++] = row;
        if (_waiting < ChunkRows)
        {
            return false;
        }
        Fill(_chunk, 0, ChunkRows);
        _waiting = 0;
        return _filled == BlockRows;
    }

    /// <summary>Whether there are rows that no block was given for.</summary>
    private bool Flush()
    {
        Fill(_chunk, 0, _waiting);
        return _filled > 0;
    }

    private void Fill(T[] rows, int first, int count)
    {
        if (_filled == 0)
        {
            _filler.Start(BlockRows);
        }
        for (var end = first + count; first < end;)
        {
            var part = Math.Min(ChunkRows, end - first);
            CheckPresent(rows, first, part);
            Prefetch.Objects<T>(rows.AsSpan(first, part));
            _filler.Fill(rows, first, part, _filled, null);
            _filled += part;
            first += part;
        }
    }

    private Block Take()
    {
        var block = _filler.Finish(_filled);
        _numbers.Before += _filled;
        _filled = 0;
        return block;
    }

    private void CheckPresent(T[] rows, int first, int count)
    {
        if (typeof(T).IsValueType)
        {
            return;
        }
        for (var i = first; i < first + count; i++)
        {
            if (rows[i] is null)
            {
                throw RecordWriteErrors.NullRecord(_numbers.Describe(_filled + i - first));
            }
        }
    }
}
