using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Other writers changed the dataset in ways that a commit can't be applied over, or were first each time. Nothing was changed.</summary>
public sealed class CommitConflictException : KartothekException
{
    /// <summary>Creates an exception.</summary>
    public CommitConflictException(string message, Exception? inner = null)
        : base(ErrorKind.Conflict, message, inner)
    {
    }
}
