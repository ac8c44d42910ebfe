using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Writes the expressions that read columns, and collects the readers that they need.</summary>
/// <remarks>
/// The expressions use local variables that <see cref="Prologue"/> fills from the array of readers, whose order is that of
/// <see cref="Makers"/>.
/// </remarks>
/// <param name="readers">The array of readers, an expression.</param>
/// <param name="isChecked">Whether values may be null; otherwise no row of the block has a null in any column.</param>
internal sealed class ReaderSet(Expression readers, bool isChecked)
{
    private static readonly MethodInfo NarrowMethod = Conversion(nameof(ValueConversion.Narrow));
    private static readonly MethodInfo NullMethod = Conversion(nameof(ValueConversion.Null));
    private readonly Dictionary<ReadTarget, int> _slots = [];
    private readonly List<Slot> _readers = [];

    /// <summary>What makes each reader, in the order of the array, with the column that it reads.</summary>
    public IReadOnlyList<ReaderMaker> Makers => [.. _readers.Select(r => r.Maker)];

    /// <summary>The local variables.</summary>
    public IEnumerable<ParameterExpression> Locals => _readers.SelectMany(r => r.Locals);

    /// <summary>What fills the local variables for a block.</summary>
    public IEnumerable<Expression> Prologue => _readers.SelectMany(r => r.Prologue);

    /// <summary>The value of a row in its target's type.</summary>
    public Expression Read(ReadTarget target, Expression row)
    {
        var slot = SlotOf(target);
        if (slot.Values is null && slot.GetsNull)
        {
            var get = slot.Reader.Type.GetMethod(target.AcceptsNull || !isChecked ? "Get" : "GetRequired")!;
            var got = Expression.Call(slot.Reader, get, row);
            return ConvertTo(slot.Codes is null ? got : Expression.Coalesce(Known(slot, row), got), target.Type);
        }
        var value = Convert(target, slot, row);
        var isNullable = target.ValueType != target.Type;
        var present = isNullable ? Expression.Convert(value, target.Type) : value;
        if (!isChecked)
        {
            return present;
        }
        Expression absent = isNullable ? Expression.Default(target.Type)
            : target.ReadsNullAsNaN ? NaN(target.Type)
            : Expression.Call(NullMethod.MakeGenericMethod(target.Type), slot.Reader, row);
        return Expression.Condition(Expression.ArrayIndex(slot.Valid, row), present, absent);
    }

    /// <summary>The string that was made of a row's dictionary entry already, without a call; null where there is none.</summary>
    private ConditionalExpression Known(Slot slot, Expression row)
    {
        Expression isCode = Expression.NotEqual(slot.Codes!, Expression.Constant(null));
        if (isChecked)
        {
            isCode = Expression.AndAlso(isCode, Expression.ArrayIndex(slot.Valid, row));
        }
        return Expression.Condition(isCode, Expression.ArrayIndex(slot.Strings!, Expression.ArrayIndex(slot.Codes!, row)), Expression.Constant(null, typeof(string)));
    }

    /// <summary>The reader of a target.</summary>
    public Expression ReaderOf(ReadTarget target) => SlotOf(target).Reader;

    /// <summary>Whether a row of a target's column is null; null where that can't be.</summary>
    public Expression? Missing(ReadTarget target, Expression row)
    {
        var slot = SlotOf(target);
        return isChecked ? Expression.Not(Expression.ArrayIndex(slot.Valid, row)) : null;
    }

    /// <summary>A record whose members are read from a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Expression ReadRecord(RecordMap map, Expression row)
    {
        var arguments = new Expression[map.Arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = map.Constructor!.GetParameters()[i];
            arguments[i] = map.Arguments[i] is { } member
                ? Read(ReadTarget.Of(member), row)
                : Expression.Constant(parameter.DefaultValue is { } value && value.GetType() == parameter.ParameterType ? value : DefaultOf(parameter), parameter.ParameterType);
        }
        var created = map.Constructor is { } constructor ? Expression.New(constructor, arguments) : Expression.New(map.RecordType);
        return map.Assigned.IsEmpty
            ? created
            : Expression.MemberInit(created, map.Assigned.Select(m => Expression.Bind(m.Member, Read(ReadTarget.Of(m), row))));
    }

    private static object? DefaultOf(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return parameter.DefaultValue is { } value && type.IsEnum ? Enum.ToObject(type, value)
            : parameter.DefaultValue ?? (parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null);
    }

    private static MethodInfo Conversion(string name) => typeof(ValueConversion).GetMethod(name)!;

    private static Expression ConvertTo(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);

    private static Expression NaN(Type type) =>
        type == typeof(double) ? Expression.Constant(double.NaN)
        : type == typeof(float) ? Expression.Constant(float.NaN)
        : Expression.Field(null, typeof(HalfNaN), nameof(HalfNaN.Value));

    /// <summary>The value of a row that isn't null, in the target's type without <see cref="Nullable{T}"/>.</summary>
    private static Expression Convert(ReadTarget target, Slot slot, Expression row)
    {
        if (slot.Values is null)
        {
            var name = target.ValueType == typeof(Guid) ? nameof(BytesReader.GetGuid)
                : target.ValueType == typeof(ReadOnlyMemory<byte>) ? nameof(BytesReader.GetMemory)
                : "Get";
            return Expression.Call(slot.Reader, slot.Reader.Type.GetMethod(name)!, row);
        }
        var stored = Expression.ArrayIndex(slot.Values, row);
        var type = target.ValueType;
        if (type.IsEnum)
        {
            return Expression.Convert(Integer(target, slot, stored, type.GetEnumUnderlyingType(), row), type);
        }
        return ColumnFit.KindOf(type) switch
        {
            ColumnKind.Boolean => stored,
            ColumnKind.Int64 => Integer(target, slot, stored, type, row),
            ColumnKind.Double => Floating(slot, stored, type, target.ReadType.Kind, row),
            ColumnKind.Date => Call(nameof(ValueConversion.ToDateOnly), slot, stored, row),
            ColumnKind.Decimal => Call(nameof(ValueConversion.ToDecimal), slot, stored, row),
            ColumnKind.Time => Call(
                type == typeof(TimeOnly) ? nameof(ValueConversion.ToTimeOnly) : nameof(ValueConversion.ToTimeSpan), slot, ConvertTo(stored, typeof(long)), row),
            _ => Call(
                type == typeof(DateTimeOffset) ? nameof(ValueConversion.ToDateTimeOffset)
                : target.ReadType.IsUtc ? nameof(ValueConversion.ToUtcDateTime)
                : nameof(ValueConversion.ToDateTime),
                slot,
                stored,
                row),
        };
    }

    private static Expression Integer(ReadTarget target, Slot slot, Expression stored, Type type, Expression row) =>
        IsWider(type, target.ReadType.Kind)
            ? ConvertTo(stored, type)
            : Expression.Call(NarrowMethod.MakeGenericMethod(stored.Type, type), stored, slot.Reader, row);

    /// <summary>Whether every integer of a column fits a type.</summary>
    internal static bool IsWider(Type type, ColumnKind kind)
    {
        var (bits, isSigned) = Type.GetTypeCode(type) switch
        {
            TypeCode.SByte => (8, true),
            TypeCode.Byte => (8, false),
            TypeCode.Int16 => (16, true),
            TypeCode.UInt16 => (16, false),
            TypeCode.Int32 => (32, true),
            TypeCode.UInt32 => (32, false),
            TypeCode.Int64 => (64, true),
            _ => (64, false),
        };
        return kind switch
        {
            ColumnKind.Int8 => isSigned,
            ColumnKind.Int16 => isSigned && bits >= 16,
            ColumnKind.Int32 => isSigned && bits >= 32,
            ColumnKind.Int64 => isSigned && bits == 64,
            ColumnKind.UInt8 => bits > 8 || !isSigned,
            ColumnKind.UInt16 => bits > 16 || (!isSigned && bits == 16),
            ColumnKind.UInt32 => bits > 32 || (!isSigned && bits == 32),
            _ => !isSigned && bits == 64,
        };
    }

    private static Expression Floating(Slot slot, Expression stored, Type type, ColumnKind kind, Expression row)
    {
        if (stored.Type == type)
        {
            return stored;
        }
        if (type == typeof(double))
        {
            return Expression.Convert(stored, type);
        }
        if (type == typeof(Half) && kind == ColumnKind.Half)
        {
            return Expression.Convert(stored, type);
        }
        var name = type == typeof(float) ? nameof(ValueConversion.ToSingle) : nameof(ValueConversion.ToHalf);
        return Call(name, slot, ConvertTo(stored, typeof(double)), row);
    }

    private static MethodCallExpression Call(string name, Slot slot, Expression stored, Expression row) =>
        Expression.Call(typeof(ValueConversion).GetMethod(name, [stored.Type, typeof(ColumnReader), typeof(int)])!, stored, slot.Reader, row);

    private Slot SlotOf(ReadTarget target)
    {
        var maker = ReaderMaker.Of(target);
        // Errors name the member, so a reader is shared by the reads of one member only.
        if (!_slots.TryGetValue(target, out var index))
        {
            index = _readers.Count;
            _slots.Add(target, index);
            _readers.Add(new Slot(maker, Expression.ArrayIndex(readers, Expression.Constant(index)), isChecked));
        }
        return _readers[index];
    }

    private sealed class Slot
    {
        public Slot(ReaderMaker maker, Expression element, bool isChecked)
        {
            Maker = maker;
            Reader = Expression.Variable(maker.ReaderType, $"reader_{maker.Target.Column}");
            Locals.Add(Reader);
            Prologue.Add(Expression.Assign(Reader, Expression.Convert(element, maker.ReaderType)));
            Valid = Expression.Variable(typeof(bool[]), $"valid_{maker.Target.Column}");
            if (isChecked)
            {
                Locals.Add(Valid);
                Prologue.Add(Expression.Assign(Valid, Expression.Property(Reader, nameof(ColumnReader.Valid))));
            }
            if (maker.ReaderType.GetProperty("Values") is { } values)
            {
                Values = Expression.Variable(values.PropertyType, $"values_{maker.Target.Column}");
                Locals.Add(Values);
                Prologue.Add(Expression.Assign(Values, Expression.Property(Reader, values)));
            }
            if (maker.ReaderType == typeof(TextReader))
            {
                Codes = Expression.Variable(typeof(int[]), $"codes_{maker.Target.Column}");
                Strings = Expression.Variable(typeof(string[]), $"strings_{maker.Target.Column}");
                Locals.AddRange([Codes, Strings]);
                Prologue.Add(Expression.Assign(Codes, Expression.Property(Reader, nameof(TextReader.Codes))));
                Prologue.Add(Expression.Assign(Strings, Expression.Property(Reader, nameof(TextReader.Strings))));
            }
        }

        public ReaderMaker Maker { get; }

        public ParameterExpression Reader { get; }

        public ParameterExpression Valid { get; }

        public ParameterExpression? Values { get; }

        /// <summary>The codes of a column of texts; null in blocks where it has none.</summary>
        public ParameterExpression? Codes { get; }

        public ParameterExpression? Strings { get; }

        /// <summary>Whether the reader itself answers null for a row that is null.</summary>
        public bool GetsNull => Maker.ReaderType.GetMethod("GetRequired") is not null && !Maker.Target.ValueType.IsValueType;

        public List<ParameterExpression> Locals { get; } = [];

        public List<Expression> Prologue { get; } = [];
    }
}
