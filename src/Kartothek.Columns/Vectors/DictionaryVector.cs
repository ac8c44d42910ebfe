namespace Kartothek.Columns;

/// <summary>A code per row into a dictionary of values.</summary>
public sealed class DictionaryVector(ColumnType type, int capacity = 0) : Vector(type)
{
    /// <summary>One code per row, each in [0, <see cref="ValueDictionary.Count"/>) where the row isn't null; 0 or any valid code at nulls if the dictionary isn't empty.</summary>
    public int[] Codes { get; set; } = capacity == 0 ? [] : new int[capacity];

    /// <summary>What the codes stand for.</summary>
    public ValueDictionary Dictionary { get; set; } = null!;
}
