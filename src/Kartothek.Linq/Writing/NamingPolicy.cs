namespace Kartothek.Linq;

/// <summary>How the columns of a new dataset are named after the members of a record. A <c>[Column("name")]</c> always decides by itself.</summary>
/// <remarks>Reading finds a column under both names, whatever the policy was; so does a write to a dataset that exists, whose columns have their names already.</remarks>
public enum NamingPolicy
{
    /// <summary>As the member is named: <c>ShipDate</c>.</summary>
    MemberNames,

    /// <summary>As Python names things: <c>ShipDate</c> becomes <c>ship_date</c>.</summary>
    SnakeCase,
}
