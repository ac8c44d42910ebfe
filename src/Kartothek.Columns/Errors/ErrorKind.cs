namespace Kartothek.Columns;

/// <summary>What a caller can do about a <see cref="KartothekException"/>.</summary>
public enum ErrorKind
{
    /// <summary>The request is wrong: change the call.</summary>
    Invalid,

    /// <summary>A dataset, table, column or object doesn't exist: check the name, or create it.</summary>
    NotFound,

    /// <summary>Another writer was there: open the dataset again and repeat.</summary>
    Conflict,

    /// <summary>Stored bytes don't follow their format: restore the object from elsewhere.</summary>
    Corrupt,

    /// <summary>The store didn't answer: try again.</summary>
    Unavailable,

    /// <summary>Valid, but not supported by this version: the message says what to write instead.</summary>
    NotSupported,
}
