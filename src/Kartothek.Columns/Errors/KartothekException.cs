namespace Kartothek.Columns;

/// <summary>The one exception of Kartothek.Linq. Its <see cref="Kind"/> says what a caller can do about it.</summary>
/// <remarks>
/// Messages are full sentences that say what failed, where, why, and what to do now. Wrong arguments of a call
/// (a null, a negative count) are <see cref="ArgumentException"/>s as everywhere in .NET, and cancellation is
/// <see cref="OperationCanceledException"/>.
/// </remarks>
public class KartothekException : Exception
{
    /// <summary>Creates an exception of a kind.</summary>
    /// <param name="kind">What a caller can do about it.</param>
    /// <param name="message">Full sentences; the remedy last.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public KartothekException(ErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What a caller can do about it.</summary>
    public ErrorKind Kind { get; }
}
