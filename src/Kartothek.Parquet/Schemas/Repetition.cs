namespace Kartothek.Parquet;

/// <summary>How often a schema element occurs in its parent; numbered as in Parquet's metadata.</summary>
internal enum Repetition : byte
{
    Required = 0,
    Optional = 1,
    Repeated = 2,
}
