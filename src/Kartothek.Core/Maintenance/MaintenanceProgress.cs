namespace Kartothek.Core;

/// <summary>How far a long piece of maintenance is. Reports come from whichever thread does the work, in order.</summary>
/// <param name="Step">What is being done, in a few words: <c>delete garbage</c>, <c>copy files</c>.</param>
/// <param name="Done">Objects done.</param>
/// <param name="Total">Objects of the step; it grows where they are found on the way.</param>
/// <param name="Bytes">Bytes of the objects done.</param>
public readonly record struct MaintenanceProgress(string Step, long Done, long Total, long Bytes);
