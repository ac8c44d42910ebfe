using System.Runtime.CompilerServices;
using System.Text;

namespace Kartothek.Columns;

/// <summary>The least or greatest text by UTF-16 code units, or binary value by bytes.</summary>
internal sealed class BytesExtremeState(AggregateCall call, Schema schema) : AggregateState(call, schema)
{
    private readonly bool _isMax = call.Kind == AggregateKind.Max;
    private readonly bool _isText = call.Argument!.Type.Kind == ColumnKind.String;
    private readonly SeenEntries _seen = new();
    private byte[] _best = [];
    private int _length = -1;
    private long _count;

    public override void Merge(AggregatePartial later)
    {
        if (later.Value is string text) Take(Encoding.UTF8.GetBytes(text));
        else if (later.Value is byte[] bytes) Take(bytes);
        _count += later.Count;
    }

    public override AggregatePartial Partial()
    {
        if (_length < 0) return new(_count, null);
        var best = _best.AsSpan(0, _length);
        return new(_count, _isText ? Encoding.UTF8.GetString(best) : best.ToArray());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Add(Vector values, int rows)
    {
        if (values is DictionaryVector { Dictionary: { Count: > 0, Entries: BytesVector entries } } dictionary)
        {
            Add(dictionary, entries, rows);
            return;
        }

        BytesVector? scratch = null;
        var operand = BytesOperand.Read(values, ref scratch);
        if (!operand.IsConstant)
        {
            for (var i = 0; i < rows; i++)
            {
                if (operand.IsNullAt(i)) continue;
                Take(operand[i]);
                _count++;
            }
        }
        else if (!operand.IsNull && rows > 0)
        {
            Take(operand[0]);
            _count += rows;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(DictionaryVector dictionary, BytesVector entries, int rows)
    {
        var seen = _seen.Of(dictionary.Dictionary);
        var codes = dictionary.Codes.AsSpan(0, rows);
        for (var i = 0; i < codes.Length; i++)
        {
            if (dictionary.IsNull(i)) continue;
            _count++;
            if (seen[codes[i]]) continue;
            seen[codes[i]] = true;
            Take(entries[codes[i]]);
        }
    }

    private void Take(ReadOnlySpan<byte> value)
    {
        if (_length >= 0)
        {
            var order = BytesOrder.Compare(value, _best.AsSpan(0, _length), _isText);
            if (_isMax ? order <= 0 : order >= 0) return;
        }

        if (_best.Length < value.Length) _best = new byte[value.Length];
        value.CopyTo(_best);
        _length = value.Length;
    }
}
