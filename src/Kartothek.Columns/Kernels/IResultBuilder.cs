namespace Kartothek.Columns;

/// <summary>Puts a vector together from parts. Owns the vector, and overwrites it the next time.</summary>
internal interface IResultBuilder
{
    /// <summary>Starts a vector whose rows are all null.</summary>
    void Begin(int length);

    /// <summary>Gives the listed rows the values of the part, in order.</summary>
    void Put(Vector part, ReadOnlySpan<int> rows);

    /// <summary>The vector.</summary>
    Vector Finish();
}
