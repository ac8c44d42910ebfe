namespace Kartothek.Columns;

/// <summary>The truth table of <see cref="Verdict"/>.</summary>
public static class Verdicts
{
    /// <summary>What is known of <c>p and q</c>: None decides, All is neutral.</summary>
    public static Verdict And(this Verdict left, Verdict right) => left < right ? left : right;

    /// <summary>What is known of <c>p or q</c>: All decides, None is neutral.</summary>
    public static Verdict Or(this Verdict left, Verdict right) => left > right ? left : right;

    /// <summary>What is known of <c>not p</c>.</summary>
    public static Verdict Not(this Verdict verdict) => (Verdict)((int)Verdict.All - (int)verdict);

    /// <summary>The verdict where some row may, and where some row may not satisfy the predicate; of no rows it is None.</summary>
    internal static Verdict Of(bool canHold, bool canFail) => !canHold ? Verdict.None : canFail ? Verdict.Some : Verdict.All;
}
