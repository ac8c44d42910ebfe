using System.Collections.Immutable;

namespace Kartothek.Interop;

/// <summary>What a partition is called now.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Keys">Its files, by table.</param>
internal sealed record WrittenLabel(string Label, ImmutableDictionary<string, string> Keys);
