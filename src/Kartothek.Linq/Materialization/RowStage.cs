using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>One step of a row's way from the scan to the result.</summary>
/// <param name="Lambda">A predicate on a row, or what is made of it.</param>
/// <param name="IsFilter">Whether rows for which the lambda is false are left out; else the lambda's value replaces the row.</param>
internal readonly record struct RowStage(LambdaExpression Lambda, bool IsFilter);
