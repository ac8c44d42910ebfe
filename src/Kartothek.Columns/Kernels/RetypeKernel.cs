namespace Kartothek.Columns;

/// <summary>The same bytes, or nulls, under another type.</summary>
internal sealed class RetypeKernel(ValueKernel operand, ColumnType type) : ValueKernel
{
    private readonly NullVector _null = new(type);
    private readonly BytesVector _result = new(type);

    internal override Vector Evaluate(Frame frame)
    {
        switch (operand.Evaluate(frame))
        {
            case BytesVector bytes:
                _result.Data = bytes.Data;
                _result.Views = bytes.Views;
                _result.Valid = bytes.Valid;
                _result.Length = bytes.Length;
                return _result;
            case DictionaryVector dictionary:
                return new DictionaryVector(type) { Codes = dictionary.Codes, Dictionary = dictionary.Dictionary, Valid = dictionary.Valid, Length = dictionary.Length };
            case ConstantVector constant:
                return new ConstantVector(type, constant.Value) { Length = frame.Length };
            default:
                _null.Length = frame.Length;
                return _null;
        }
    }
}
