using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <inheritdoc cref="IResultBuilder"/>
internal sealed class BytesResultBuilder(ColumnType type) : IResultBuilder
{
    private readonly BytesVector _result = new(type);
    private BytesVector? _scratch;
    private int _count;
    private int _used;

    public void Begin(int length)
    {
        if (_result.Views.Length < length) _result.Views = new ByteView[Math.Max(length, 2 * _result.Views.Length)];
        _result.ResetValid(length).Clear();
        _result.Length = length;
        _count = 0;
        _used = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Put(Vector part, ReadOnlySpan<int> rows)
    {
        var values = BytesOperand.Read(part, ref _scratch);
        for (var i = 0; i < rows.Length; i++)
        {
            if (values.IsNullAt(i)) continue;
            var bytes = values[i];
            if (_result.Data.Length - _used < bytes.Length)
            {
                var data = _result.Data;
                Array.Resize(ref data, Math.Max(_used + bytes.Length, 2 * data.Length));
                _result.Data = data;
            }

            bytes.CopyTo(_result.Data.AsSpan(_used));
            _result.Views[rows[i]] = new(_used, bytes.Length);
            _used += bytes.Length;
            _result.OwnValid[rows[i]] = true;
            _count++;
        }
    }

    public Vector Finish()
    {
        if (_count == _result.Length) _result.Valid = null;
        return _result;
    }
}
