namespace Kartothek.Linq;

/// <summary>What a plan must know of a dataset that is read as records.</summary>
/// <remarks>
/// The root of a query's expression is a constant whose value is the <see cref="IQueryable"/> itself, and that implements this
/// interface. Execution finds the dataset behind it.
/// </remarks>
internal interface IScanSource
{
    /// <summary>The dataset as plans and messages name it: its uuid, with the table where that isn't the default one.</summary>
    string Name { get; }

    /// <summary>The record type, the columns of the dataset, and which member reads which.</summary>
    RecordMap Map { get; }
}
