namespace Kartothek.Parquet;

/// <summary>The kinds of page; numbered as in Parquet's metadata.</summary>
internal enum PageKind
{
    Data = 0,
    Index = 1,
    Dictionary = 2,
    DataV2 = 3,
}
