using System.Globalization;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A setter of an update as it applies to one file: which type the column has there afterwards, and the values.</summary>
internal sealed class SetColumn
{
    private readonly ScalarEvaluator? _value;
    private readonly Func<Block, Vector>? _computation;
    private readonly ScalarEvaluator? _conversion;
    private readonly ConstantScalar? _constant;
    private readonly string _dataset;
    private readonly bool _keepsNaN;

    private SetColumn(ColumnSetter setter, Field field, SetterInput? input, ConstantScalar? constant, string dataset, bool keepsNaN)
    {
        (Field, Input, _constant, _dataset, _keepsNaN) = (field, input, constant, dataset, keepsNaN);
        if (constant is not null)
        {
            return;
        }
        if (setter.Value is { } value)
        {
            _value = new ScalarEvaluator(value, input!.Columns);
        }
        else
        {
            _computation = setter.Computation!.Start();
        }
        if (setter.Type != field.Type)
        {
            var column = new Field(setter.Column, setter.Type);
            _conversion = new ScalarEvaluator(Scalar.Convert(Scalar.Column(column), field.Type, isChecked: true), new Schema([column]));
        }
    }

    /// <summary>The column with the type that it has in the file afterwards.</summary>
    public Field Field { get; }

    /// <summary>The columns that the values are computed from; null for a constant.</summary>
    public SetterInput? Input { get; }

    /// <summary>The value of all rows; null where it differs.</summary>
    public ConstantScalar? Constant => _constant;

    /// <summary>Checks a setter against the dataset before anything is read.</summary>
    /// <exception cref="KartothekException">The column doesn't exist (<see cref="ErrorKind.NotFound"/>), or is of another kind, or nested (<see cref="ErrorKind.Invalid"/>).</exception>
    public static void Check(Dataset dataset, ColumnSetter setter)
    {
        if (!dataset.Schema.TryGet(setter.Column, out var field))
        {
            throw CoreErrors.ColumnNotFound(dataset, setter.Column);
        }
        if (field.Type.IsNested || setter.Type.IsNested)
        {
            throw CoreErrors.SetterNested(dataset.Uuid, field);
        }
        if (field.Type.Kind != ColumnKind.Null && !ValueConversion.IsFamily(setter.Type, field.Type))
        {
            throw CoreErrors.SetterKind(dataset.Uuid, field, setter.Type);
        }
        if (setter.Value is ConstantScalar { Value: not null } constant)
        {
            Convert(dataset.Uuid, constant, field with { Type = field.Type.Kind == ColumnKind.Null ? setter.Type : field.Type });
        }
    }

    /// <summary>A setter for a file.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="file">The column as the file has it; null where it lacks it.</param>
    /// <param name="setter">The setter.</param>
    /// <param name="inputs">Finds the columns that values are computed from.</param>
    /// <param name="keepsNaN">Whether NaN stays; else it becomes null.</param>
    public static SetColumn Create(Dataset dataset, Field? file, ColumnSetter setter, SetterInputs inputs, bool keepsNaN)
    {
        var declared = dataset.Schema[setter.Column];
        declared = declared with { Type = declared.Type.Kind == ColumnKind.Null ? setter.Type : declared.Type };
        if (setter.Value is ConstantScalar constant)
        {
            var value = Convert(dataset.Uuid, constant, declared);
            if (!keepsNaN && value.Value is (double.NaN or float.NaN))
            {
                value = new ConstantScalar(null, declared.Type);
            }
            var own = file?.Type ?? declared.Type;
            // A constant that the file's own type can hold leaves the file as narrow as it is.
            var fits = own.Kind != ColumnKind.Null && ValueConversion.IsFamily(value.Type, own) && ValueConversion.TryConvert(value.Value, value.Type, own, out _) && IsExact(value, own);
            var type = fits ? own : Common(dataset, own, declared);
            ValueConversion.TryConvert(value.Value, value.Type, type, out var stored);
            var isNullable = value.Value is null || (file?.IsNullable ?? true);
            return new(setter, new Field(setter.Column, type, isNullable), null, new ConstantScalar(stored, type), dataset.Uuid, keepsNaN);
        }
        return new(setter, new Field(setter.Column, Common(dataset, file?.Type ?? declared.Type, declared)), inputs.Of(setter), null, dataset.Uuid, keepsNaN);
    }

    /// <summary>The values of some rows.</summary>
    /// <param name="rows">The rows, with the columns of <see cref="Input"/>; not looked at by a constant.</param>
    /// <returns>One value per row, of the type of <see cref="Field"/>; lent until the next call.</returns>
    public Vector Evaluate(Block rows)
    {
        if (_constant is not null)
        {
            return _constant.ToVector(rows.Length);
        }
        var values = _computation is null ? _value!.Evaluate(rows) : _computation(rows);
        if (_conversion is not null)
        {
            try
            {
                values = _conversion.Evaluate(new Block(_conversion.Schema, [values]) { Length = rows.Length, FirstRow = rows.FirstRow, Rows = rows.Rows });
            }
            catch (ArithmeticException e)
            {
                throw CoreErrors.SetterDoesNotFit(_dataset, Field, null, e);
            }
        }
        return _keepsNaN ? values : NaNRows.ToNull(values);
    }

    private static ConstantScalar Convert(string dataset, ConstantScalar constant, Field declared)
    {
        if (constant.Value is string text && !IsWellFormed(text))
        {
            throw CoreErrors.SetterDoesNotFit(dataset, declared, constant, null);
        }
        return ValueConversion.TryConvert(constant.Value, constant.Type, declared.Type, out var value) && IsExact(constant, declared.Type)
            ? new ConstantScalar(value, declared.Type)
            : throw CoreErrors.SetterDoesNotFit(dataset, declared, constant, null);
    }

    // Conversions of bounds round; values that are stored must not, but for floating-point numbers.
    private static bool IsExact(ConstantScalar constant, ColumnType type) => constant.Value switch
    {
        null => true,
        byte[] bytes => type.Length == 0 || bytes.Length == type.Length,
        double number => type.Kind is ColumnKind.Double or ColumnKind.Null || double.IsNaN(number) || (ValueConversion.TryConvert(number, constant.Type, type, out var narrow) && (float)narrow! == number),
        _ when constant.Type.Kind is ColumnKind.Timestamp or ColumnKind.Time =>
            ValueConversion.TryConvert(constant.Value, constant.Type, type, out var there) && ValueConversion.TryConvert(there, type, constant.Type, out var back) && Equals(back, constant.Value),
        _ when constant.Type.Kind == ColumnKind.Decimal => ValueConversion.TryConvert(constant.Value, constant.Type, type, out var there) && HasDigits(there!, type.Precision),
        _ => true,
    };

    private static bool HasDigits(object unscaled, int precision)
    {
        var digits = Int128.Abs(unscaled is long narrow ? narrow : (Int128)unscaled).ToString(CultureInfo.InvariantCulture);
        return digits.Length <= precision;
    }

    private static ColumnType Common(Dataset dataset, ColumnType own, Field declared) =>
        CommonType.Of(own, declared.Type) ?? throw CoreErrors.SetterKind(dataset.Uuid, declared, own);

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }
        return true;
    }
}
