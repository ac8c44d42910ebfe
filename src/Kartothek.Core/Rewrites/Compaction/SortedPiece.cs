using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A stored run of sorted rows, of which the next ones are in memory.</summary>
internal sealed class SortedPiece : IAsyncDisposable
{
    private readonly Schema _columns;
    private readonly IAsyncEnumerator<Block> _blocks;
    private RowBuffer _rows;
    private int _taken;

    /// <summary>Opens a piece; nothing is read yet.</summary>
    public SortedPiece(Dataset dataset, WrittenPartition file, Schema columns)
    {
        _columns = columns;
        _rows = new RowBuffer(columns);
        _blocks = StagedRows.ReadAsync(dataset, file, columns).GetAsyncEnumerator();
    }

    /// <summary>Rows in memory that weren't taken.</summary>
    public int Count => _rows.Count - _taken;

    /// <summary>Whether no row follows those in memory.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Takes the next row.</summary>
    public void Take() => _taken++;

    /// <summary>Reads on where no row is left in memory.</summary>
    public async ValueTask FillAsync(int rows, CancellationToken cancellationToken)
    {
        if (Count > 0 || IsAtEnd)
        {
            return;
        }
        _rows = new RowBuffer(_columns);
        _taken = 0;
        while (_rows.Count < rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await _blocks.MoveNextAsync().ConfigureAwait(false))
            {
                IsAtEnd = true;
                return;
            }
            _rows.Append(_blocks.Current);
        }
    }

    /// <summary>Copies the rows in memory that weren't taken.</summary>
    public void AppendTo(RowBuffer target)
    {
        var rows = new int[Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = _taken + i;
        }
        target.Append(_rows.ToBlock(), rows);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _blocks.DisposeAsync();
}
