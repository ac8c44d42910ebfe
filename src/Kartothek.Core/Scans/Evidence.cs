using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Why a file or a row group isn't read.</summary>
/// <param name="Layer">The source of knowledge; exactly one.</param>
/// <param name="Conjunct">The condition that none of its rows can satisfy.</param>
/// <param name="Verdict">What the layer says about the condition: always <see cref="Verdict.None"/>, since nothing else may skip rows.</param>
public sealed record Evidence(PruningLayers Layer, Scalar Conjunct, Verdict Verdict = Verdict.None);
