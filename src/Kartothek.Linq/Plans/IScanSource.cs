using System.Collections.Immutable;
using System.Reflection;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>What a plan must know of a dataset that is read as records: its name, its columns, and which member reads which.</summary>
/// <remarks>The root of a query's expression is a constant whose value implements this interface.</remarks>
internal interface IScanSource
{
    /// <summary>The dataset as plans and messages name it: its uuid, with the table where that isn't the default one.</summary>
    string Name { get; }

    /// <summary>The type of the records.</summary>
    Type RecordType { get; }

    /// <summary>All columns of the dataset, read or not.</summary>
    Schema Schema { get; }

    /// <summary>The mapped members, in the order of the record's constructor, then of its declaration.</summary>
    ImmutableArray<MemberColumn> Members { get; }

    /// <summary>The column that a member reads, or null where the member isn't mapped (a computed property).</summary>
    MemberColumn? Find(MemberInfo member);
}
