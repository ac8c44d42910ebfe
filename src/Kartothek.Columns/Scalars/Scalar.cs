namespace Kartothek.Columns;

/// <summary>
/// A closed, immutable, serialisable expression over the columns of one row: what predicates, aggregates and update setters share.
/// </summary>
/// <remarks>
/// <para>Null and NaN are C#'s. Comparisons, null tests, <c>in</c>, string matches and the logical operators are two-valued, never null:
/// <c>null == null</c> is true, <c>null != 5</c> is true, <c>null &lt; 5</c> is false, NaN equals nothing. Arithmetic,
/// conversions and functions of null are null. A null that meets a logical operator counts as false.</para>
/// <para>Text compares as UTF-16 code units, as <see cref="string.CompareOrdinal(string, string)"/> does; binary values as bytes.</para>
/// <para>The two operands of a comparison or of arithmetic have the same type; <see cref="ConvertScalar"/> makes them so.</para>
/// </remarks>
public abstract record Scalar
{
    /// <summary>The type of the result.</summary>
    public abstract ColumnType Type { get; }

    /// <summary>The operands, in the order of evaluation.</summary>
    public abstract IReadOnlyList<Scalar> Operands { get; }

    /// <summary>Whether evaluation can throw for some row (integer division, checked arithmetic and conversions), so that it mustn't run on rows that an earlier conjunct rejects.</summary>
    public virtual bool CanThrow => Operands.Any(o => o.CanThrow);
}
