using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>
/// The store failed in the one moment that decides, and it can't be told whether the commit was made. Nothing was applied twice, and nothing that was written was deleted: open the
/// dataset again, look whether the change is in it, and repeat it where it isn't.
/// </summary>
public sealed class CommitOutcomeUnknownException : KartothekException
{
    /// <summary>Creates an exception.</summary>
    public CommitOutcomeUnknownException(string message, Exception? inner = null)
        : base(ErrorKind.Unavailable, message, inner)
    {
    }
}
