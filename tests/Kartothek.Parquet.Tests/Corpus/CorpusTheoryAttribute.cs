namespace Kartothek.Parquet.Tests;

/// <summary>A theory over the files of <see cref="CorpusFolder"/>, which is skipped, and says so, where there is no such folder.</summary>
public sealed class CorpusTheoryAttribute : TheoryAttribute
{
    public CorpusTheoryAttribute()
    {
        if (CorpusFolder.Path is null)
            Skip = "There is no corpus. Set KARTOTHEK_CORPUS to a folder of Parquet files with a FILE.json beside each.";
    }
}
