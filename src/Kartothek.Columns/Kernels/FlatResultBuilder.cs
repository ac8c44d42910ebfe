using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <inheritdoc cref="IResultBuilder"/>
internal sealed class FlatResultBuilder<T>(ColumnType type) : IResultBuilder
    where T : unmanaged
{
    private readonly FlatVector<T> _result = new(type);
    private FlatVector<T>? _scratch;
    private int _count;

    public void Begin(int length)
    {
        _result.Reset(length);
        _result.ResetValid(length).Clear();
        _count = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Put(Vector part, ReadOnlySpan<int> rows)
    {
        var values = Operand<T>.Read(part, ref _scratch);
        var result = _result.Values;
        for (var i = 0; i < rows.Length; i++)
        {
            if (values.IsConstant ? values.IsNull : values.HasNulls && !values.Valid[i]) continue;
            result[rows[i]] = values.IsConstant ? values.Constant : values.Values[i];
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
