using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>What became of a lambda over a record: a scalar, or the reason why there is none.</summary>
/// <param name="Scalar">The scalar, or null.</param>
/// <param name="Reason">Where there is no scalar, why: a clause that ends with what to write instead where there is something.</param>
/// <param name="Members">The members that the lambda reads.</param>
internal sealed record Translated(Scalar? Scalar, string? Reason, ImmutableArray<MemberMap> Members);
