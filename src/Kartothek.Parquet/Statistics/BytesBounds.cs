using System.Buffers.Binary;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>The least and the greatest of texts or binary values, in the order of their bytes.</summary>
internal struct BytesBounds
{
    private WriteBuffer<byte> _min;
    private WriteBuffer<byte> _max;
    private ulong _minHead;
    private ulong _maxHead;
    private bool _any;

    /// <summary>Memory taken.</summary>
    public readonly long HeldBytes => _min.HeldBytes + _max.HeldBytes;

    /// <summary>Takes a value in.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        var head = Head(value);
        // Nearly every value lies between the extremes, and is known to by its first bytes.
        if (_any && head > _minHead && head < _maxHead)
            return;
        AddSlowly(value, head);
    }

    /// <summary>Takes the extremes of other values in.</summary>
    public void Add(in BytesBounds other)
    {
        if (!other._any)
            return;
        Add(other._min.Span);
        Add(other._max.Span);
    }

    /// <summary>The extremes as a leaf's statistics. Long ones are cut.</summary>
    public readonly WrittenStatistics ToStatistics(long nulls, LeafColumn leaf)
    {
        if (!_any || leaf.Order == ValueOrder.Undefined)
            return new WrittenStatistics(nulls);
        var isText = leaf.Type.Kind == ColumnKind.String;
        return new WrittenStatistics(
            nulls,
            BoundCut.Min(_min.Span, WrittenStatistics.MaxBoundBytes, isText),
            BoundCut.Max(_max.Span, WrittenStatistics.MaxBoundBytes, isText))
        {
            IsMinExact = _min.Count <= WrittenStatistics.MaxBoundBytes,
            IsMaxExact = _max.Count <= WrittenStatistics.MaxBoundBytes,
        };
    }

    /// <summary>Starts anew, in the same memory.</summary>
    public void Clear() => _any = false;

    /// <summary>Starts anew; the memory goes back.</summary>
    public void Free()
    {
        _any = false;
        _min.Free();
        _max.Free();
    }

    /// <summary>The first eight bytes as a number that sorts as they do; shorter values count as followed by zeros.</summary>
    private static ulong Head(ReadOnlySpan<byte> value)
    {
        if (value.Length >= 8)
            return BinaryPrimitives.ReadUInt64BigEndian(value);
        var head = 0UL;
        for (var i = 0; i < value.Length; i++)
            head |= (ulong)value[i] << (56 - (8 * i));
        return head;
    }

    private void AddSlowly(ReadOnlySpan<byte> value, ulong head)
    {
        if (!_any || value.SequenceCompareTo(_min.Span) < 0)
        {
            _min.Clear();
            _min.Append(value);
            _minHead = head;
        }
        if (!_any || value.SequenceCompareTo(_max.Span) > 0)
        {
            _max.Clear();
            _max.Append(value);
            _maxHead = head;
        }
        _any = true;
    }
}
