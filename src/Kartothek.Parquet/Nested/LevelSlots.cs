namespace Kartothek.Parquet;

/// <summary>The slots of a node that is taken apart: levels so far, and where in the node's array the slot's element is.</summary>
internal sealed class LevelSlots
{
    /// <summary>The position of a slot without an element.</summary>
    public const int None = -1;

    private WriteBuffer<byte> _repetition;
    private WriteBuffer<byte> _definition;
    private WriteBuffer<int> _positions;

    public int Count => _positions.Count;

    public ReadOnlySpan<byte> Repetition => _repetition.Span;

    public ReadOnlySpan<byte> Definition => _definition.Span;

    public ReadOnlySpan<int> Positions => _positions.Span;

    public void Add(byte repetition, byte definition, int position)
    {
        _repetition.Append([repetition]);
        _definition.Append([definition]);
        _positions.Append([position]);
    }

    public void Free()
    {
        _repetition.Free();
        _definition.Free();
        _positions.Free();
    }
}
