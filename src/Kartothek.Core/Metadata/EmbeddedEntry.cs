using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>A value of an embedded index, as text, and the labels of the partitions that hold it.</summary>
/// <param name="Value">The text of the value; the column's type says how to read it.</param>
/// <param name="Labels">Labels of partitions, some of which may no longer exist.</param>
internal readonly record struct EmbeddedEntry(string Value, ImmutableArray<string> Labels);
