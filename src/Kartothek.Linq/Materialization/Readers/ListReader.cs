using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Lists as arrays, <see cref="List{T}"/>, <see cref="ImmutableArray{T}"/> or an interface of arrays.</summary>
/// <typeparam name="TList">The member's type.</typeparam>
/// <typeparam name="TElement">The elements' type.</typeparam>
internal sealed class ListReader<TList, TElement> : ColumnReader
{
    private static readonly Func<TElement[], TList> Make = Maker();
    private readonly PartReader<TElement> _elements;
    private ListArray? _lists;

    /// <summary>A reader for one task.</summary>
    public ListReader(ReadTarget target, RowPosition position)
        : base(target, position) => _elements = PartReader<TElement>.Of(target.Part(typeof(TElement), target.ReadType.Children[0].Type), position);

    /// <summary>The list of a row; null where the row is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TList? Get(int row)
    {
        if (!Valid[row])
        {
            return default;
        }
        var offsets = _lists!.ValueOffsets;
        var elements = new TElement[offsets[row + 1] - offsets[row]];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = _elements.Get(offsets[row] + i);
        }
        return Make(elements);
    }

    /// <summary>The list of a row, which mustn't be null.</summary>
    /// <exception cref="KartothekException">It is null.</exception>
    public TList GetRequired(int row) => Valid[row] ? Get(row)! : throw RecordErrors.NullValue(Target, Position, row);

    /// <inheritdoc/>
    protected override void LoadValues(Vector vector) => LoadValues(vector is NestedVector nested ? nested.Array : throw Unexpected(vector));

    /// <inheritdoc/>
    protected override void LoadValues(IArrowArray array)
    {
        _lists = array as ListArray ?? throw Unexpected(array);
        _elements.Load(_ => _lists.Values);
    }

    private static Func<TElement[], TList> Maker()
    {
        object make = typeof(TList) == typeof(List<TElement>) || typeof(TList) == typeof(IList<TElement>) || typeof(TList) == typeof(ICollection<TElement>)
            ? (Func<TElement[], List<TElement>>)(static elements => [.. elements])
            : typeof(TList) == typeof(ImmutableArray<TElement>)
                ? (Func<TElement[], ImmutableArray<TElement>>)(static elements => ImmutableCollectionsMarshal.AsImmutableArray(elements))
                : (Func<TElement[], TElement[]>)(static elements => elements);
        return (Func<TElement[], TList>)make;
    }
}
