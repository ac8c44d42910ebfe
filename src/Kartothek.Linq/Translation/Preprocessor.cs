using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Normalises a query's expression: no spans, no captured variables, no decided branches.</summary>
internal static class Preprocessor
{
    /// <summary>The normalised expression.</summary>
    /// <remarks>
    /// Long chains of conditions are made shallow before anything walks through them. Spans go next, because what converts an array to one can't be evaluated. Then everything that depends on no row becomes a
    /// constant; where that throws, it stays as it is, since a row that would evaluate it may never come. Then <c>true || p</c>
    /// and its like, which optional filters leave, are decided.
    /// </remarks>
    public static Expression Process(Expression query) => LogicFolder.Fold(CaptureEvaluator.Evaluate(SpanRewriter.Rewrite(LogicBalancer.Balance(query))));
}
