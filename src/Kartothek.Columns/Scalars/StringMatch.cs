namespace Kartothek.Columns;

/// <summary>Where a <see cref="StringMatchScalar"/> looks for its text.</summary>
public enum StringMatch : byte
{
    /// <summary>At the start.</summary>
    StartsWith,

    /// <summary>At the end.</summary>
    EndsWith,

    /// <summary>Anywhere.</summary>
    Contains,
}
