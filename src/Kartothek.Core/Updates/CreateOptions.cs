using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Kartothek.Core;

/// <summary>How a dataset is created. Immutable, apart from <see cref="Metadata"/>, which is copied.</summary>
public sealed record CreateOptions
{
    /// <summary>The columns by whose values rows are split into files, in the order of the keys. Their values are in the keys, not in the files.</summary>
    /// <remarks>Nulls, binary values, UUIDs, timestamps with a zone and nested values can't be in a key. Python takes the key <c>False</c> of a boolean column for true.</remarks>
    public ImmutableArray<string> PartitionOn { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The columns that get a secondary index, which every later commit keeps. Not a partition column, whose keys say as much.</summary>
    public ImmutableArray<string> SecondaryIndices { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The name of the table: a folder below the dataset's.</summary>
    public string Table { get; init; } = DatasetKeys.DefaultTable;

    /// <summary>The form of the header. Python's updates make it JSON in any case.</summary>
    public HeaderFormat HeaderFormat { get; init; }

    /// <summary>Which Python library will add data, which decides the form of indices of text: no form suits both.</summary>
    public PythonTarget PythonTarget { get; init; }

    /// <summary>What is stored with the dataset; without NaN and infinities, which aren't JSON.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>Whether a dataset of this name is replaced, in one commit. Its files stay for readers that opened it before, until garbage is collected. Otherwise it is an error.</summary>
    public bool Overwrite { get; init; }

    /// <summary>How files are laid out.</summary>
    public FileLayout Files { get; init; } = new();

    /// <summary>How many files are encoded at the same time. With 1 everything runs on the caller's thread.</summary>
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

    /// <summary>Is told how far the write has come, after each block of the source and behind the last.</summary>
    public IProgress<WriteProgress>? Progress { get; init; }

    /// <summary>Names new files.</summary>
    public LabelSource Labels { get; init; } = LabelSource.Random;

    /// <summary>How the commit is made.</summary>
    public CommitOptions Commit { get; init; } = new();

    /// <summary>How the new dataset is opened. Its clock is that of the write, too.</summary>
    public DatasetOptions Open { get; init; } = new();
}
