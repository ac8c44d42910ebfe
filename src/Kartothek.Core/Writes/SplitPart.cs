namespace Kartothek.Core;

/// <summary>The rows of one combination of values in a block.</summary>
/// <param name="Group">The number of the combination.</param>
/// <param name="First">Its first row in the block.</param>
/// <param name="Start">Where its rows begin in the split.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct SplitPart(int Group, int First, int Start, int Count);
