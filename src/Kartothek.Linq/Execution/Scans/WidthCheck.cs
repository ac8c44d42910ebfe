using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kartothek.Columns;
using Vector = Kartothek.Columns.Vector;

namespace Kartothek.Linq;

/// <summary>Looks whether the integers that an aggregate takes from a column fit the member, where that is narrower than the column.</summary>
internal sealed class WidthCheck
{
    private readonly RowPosition _position;
    private readonly ColumnReader _reader;
    private readonly Int128 _min;
    private readonly Int128 _max;

    /// <summary>The check of a member.</summary>
    public WidthCheck(MemberMap member, RowPosition position)
    {
        _position = position;
        _reader = ReaderMaker.Of(ReadTarget.Of(member)).Make(position);
        (_min, _max) = (NumericTypes.Min(member.ValueType), NumericTypes.Max(member.ValueType));
    }

    /// <summary>Whether the column of a member may hold integers that don't fit it.</summary>
    public static bool IsNeeded(MemberMap member) =>
        member.Column.Type.IsInteger && NumericTypes.IsInteger(member.ValueType) && !ReaderSet.IsWider(member.ValueType, member.Column.Type.Kind);

    /// <summary>Looks at the rows of a block.</summary>
    /// <exception cref="KartothekException">A value doesn't fit (<see cref="ErrorKind.Invalid"/>).</exception>
    public void Check(Block block, Vector vector)
    {
        switch (_reader)
        {
            case FlatReader<int> reader:
                Check(reader, block, vector);
                break;
            case FlatReader<uint> reader:
                Check(reader, block, vector);
                break;
            case FlatReader<long> reader:
                Check(reader, block, vector);
                break;
            case FlatReader<ulong> reader:
                Check(reader, block, vector);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreWithin<T>(ReadOnlySpan<T> values, T min, T max)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (low, high) = (new Vector<T>(min), new Vector<T>(max));
        while (values.Length >= Vector<T>.Count)
        {
            var some = new Vector<T>(values);
            if (System.Numerics.Vector.LessThanAny(some, low) || System.Numerics.Vector.GreaterThanAny(some, high))
            {
                return false;
            }
            values = values[Vector<T>.Count..];
        }
        foreach (var value in values)
        {
            if (value < min || value > max)
            {
                return false;
            }
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Check<T>(FlatReader<T> reader, Block block, Vector vector)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (min, max) = (T.CreateSaturating(_min), T.CreateSaturating(_max));
        if (vector is DictionaryVector { Dictionary.Entries: FlatVector<T> entries } && entries.Length <= block.Length
            && AreWithin(entries.Values.AsSpan(0, entries.Length), min, max))
        {
            return;
        }
        reader.Load(vector);
        if (AreWithin(reader.Values.AsSpan(0, block.Length), min, max))
        {
            return;
        }
        for (var row = 0; row < block.Length; row++)
        {
            // What stands in place of a null doesn't count.
            if (reader.Valid[row] && (reader.Values[row] < min || reader.Values[row] > max))
            {
                _position.Block = block;
                throw RecordErrors.ValueDoesNotFit(reader.Target, _position, row, reader.Values[row].ToString(null, CultureInfo.InvariantCulture));
            }
        }
    }
}
