using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>An index that was looked at.</summary>
/// <param name="Reference">Where the header says that it is.</param>
/// <param name="Held">What it should hold; null where the column can't have an index.</param>
/// <param name="Form">The form of its text; null where both libraries share it, or it couldn't be read.</param>
/// <param name="Findings">What is wrong with it.</param>
internal sealed record VerifiedIndex(IndexReference Reference, IndexEntries? Held, PythonTarget? Form, ImmutableArray<VerifyFinding> Findings);
