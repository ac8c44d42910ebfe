using Apache.Arrow;
using Apache.Arrow.Types;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Structures as records.</summary>
/// <typeparam name="T">The record type.</typeparam>
internal sealed class StructReader<T> : ColumnReader
{
    private readonly PartReader<T> _records;

    /// <summary>A reader for one task.</summary>
    public StructReader(ReadTarget target, RowPosition position)
        : base(target, position) =>
        _records = PartReader<T>.Of(RecordMap.For(target.ValueType, StructSchema.Of(target.ReadType), $"column '{target.Column}'"), position);

    /// <summary>The record of a row that isn't null.</summary>
    public T Get(int row) => Valid[row] ? _records.Get(row) : default!;

    /// <summary>The record of a row, which mustn't be null.</summary>
    /// <exception cref="KartothekException">It is null.</exception>
    public T GetRequired(int row) => Valid[row] ? _records.Get(row) : throw RecordErrors.NullValue(Target, Position, row);

    /// <inheritdoc/>
    protected override void LoadValues(Vector vector) => LoadValues(vector is NestedVector nested ? nested.Array : throw Unexpected(vector));

    /// <inheritdoc/>
    protected override void LoadValues(IArrowArray array)
    {
        var structure = array as StructArray ?? throw Unexpected(array);
        var type = (StructType)structure.Data.DataType;
        _records.Load(name => structure.Fields[type.GetFieldIndex(name)]);
    }
}
