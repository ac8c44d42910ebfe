namespace Kartothek.Core;

/// <summary>How a dataset is verified. Immutable.</summary>
public sealed record VerifyOptions
{
    /// <summary>How far to look.</summary>
    public VerifyDepth Depth { get; init; } = VerifyDepth.Indices;

    /// <summary>Whether what can be repaired from what is there is repaired: headers, <c>_common_metadata</c>, indices, and the statistics of footers.</summary>
    /// <remarks>Every repair is a commit that changes no row. Damaged files are written anew under new keys, never in place. Nothing that holds rows is given up.</remarks>
    public bool Repair { get; init; }

    /// <summary>The library that text indices are meant for; null leaves each in the form that it has.</summary>
    /// <remarks>No form of a text index lets both libraries add data. With <see cref="Repair"/>, indices of the other form are converted.</remarks>
    public PythonTarget? Target { get; init; }

    /// <summary>How many files are read at the same time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int MaxParallelism
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = Environment.ProcessorCount;

    /// <summary>The clock for times in what is written, and for reading again what doesn't parse.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
