using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Puts the values and labels of an index together, value by value, in their order.</summary>
internal sealed class IndexEntriesBuilder
{
    private readonly Field _field;
    private readonly ImmutableArray<string> _labels;
    private readonly int[] _lastOfLabel;
    private readonly bool _isBytes;
    private int[] _postings;
    private int[] _starts = new int[64];
    private ulong[] _keys = [];
    private ByteView[] _views = [];
    private byte[] _data = [];
    private int _count;
    private int _postingCount;
    private int _length;

    private IndexEntriesBuilder(Field field, ImmutableArray<string> labels, int postings)
    {
        _field = field;
        _labels = labels;
        _lastOfLabel = new int[labels.Length];
        Array.Fill(_lastOfLabel, -1);
        _postings = GC.AllocateUninitializedArray<int>(postings);
        _isBytes = field.Type.Storage == ColumnStorage.Bytes;
    }

    /// <summary>A builder.</summary>
    /// <param name="field">The column.</param>
    /// <param name="labels">The labels that postings count.</param>
    /// <param name="postings">At least how many postings there will be.</param>
    public static IndexEntriesBuilder Create(Field field, ImmutableArray<string> labels, int postings) => new(field, labels, postings);

    /// <summary>Adds a label to the value that is being built, unless it has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddPosting(int label)
    {
        if (_lastOfLabel[label] == _count)
        {
            return;
        }
        _lastOfLabel[label] = _count;
        _postings[_postingCount++] = label;
    }

    /// <summary>Ends a value; one without labels is left out.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="run">Where its bytes are, for text and binary.</param>
    /// <param name="position">The position there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void EndValue(ulong key, IndexRun run, int position)
    {
        if (_postingCount == _starts[_count])
        {
            return;
        }
        if (_isBytes)
        {
            AddBytes(run.BytesAt(position));
        }
        else
        {
            if (_count == _keys.Length)
            {
                Array.Resize(ref _keys, Math.Max(64, 2 * _count));
            }
            _keys[_count] = key;
        }
        if (++_count == _starts.Length)
        {
            Array.Resize(ref _starts, 2 * _count);
        }
        _starts[_count] = _postingCount;
    }

    /// <summary>The index.</summary>
    public IndexEntries Finish()
    {
        Array.Resize(ref _postings, _postingCount);
        return new IndexEntries(_field, Values(), _starts[..(_count + 1)], _postings, _labels);
    }

    private Vector Values()
    {
        if (!_isBytes)
        {
            return NumberKeys.ToVector(_field.Type, _keys.AsSpan(0, _count));
        }
        Array.Resize(ref _data, _length);
        return new BytesVector(_field.Type) { Data = _data, Views = _views, Length = _count, IsAscii = _field.Type.Kind == ColumnKind.String && Ascii.IsValid(_data) };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBytes(ReadOnlySpan<byte> value)
    {
        if (_count == _views.Length)
        {
            Array.Resize(ref _views, Math.Max(64, 2 * _count));
        }
        if (_data.Length - _length < value.Length)
        {
            var wanted = (long)_length + value.Length;
            Array.Resize(ref _data, wanted <= Array.MaxLength ? (int)Math.Min(Array.MaxLength, Math.Max(1024, Math.Max(wanted, 2L * _data.Length))) : throw CoreErrors.IndexIsTooLarge(_field));
        }
        value.CopyTo(_data.AsSpan(_length));
        _views[_count] = new ByteView(_length, value.Length);
        _length += value.Length;
    }
}
