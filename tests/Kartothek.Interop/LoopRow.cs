namespace Kartothek.Interop;

/// <summary>A row of the endless writer: the numbers of a writer ascend without a gap.</summary>
/// <param name="Slot">The partition: the number modulo <see cref="WriteLoop.Slots"/>.</param>
/// <param name="Writer">Who wrote it.</param>
/// <param name="Number">Which of the writer's commits brought it.</param>
public sealed record LoopRow(long Slot, long Writer, long Number);
