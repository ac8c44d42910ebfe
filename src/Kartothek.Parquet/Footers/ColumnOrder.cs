namespace Kartothek.Parquet;

/// <summary>What a footer's <c>column_orders</c> say of a leaf.</summary>
internal enum ColumnOrder : byte
{
    /// <summary>Nothing: <c>min_value</c> and <c>max_value</c> may have any order.</summary>
    Missing,

    /// <summary>They follow the order that the logical type defines.</summary>
    TypeDefined,

    /// <summary>They follow IEEE 754's total order (floating columns).</summary>
    TotalOrder,

    /// <summary>They follow an order that this reader doesn't know.</summary>
    Unknown,
}
