using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The state of planning down to files: what is left, and which step took each of the others.</summary>
internal sealed class FilePruning(int fileCount)
{
    private readonly int[] _skippedBy = Filled(fileCount);
    private readonly ImmutableArray<PruningStep>.Builder _steps = ImmutableArray.CreateBuilder<PruningStep>();
    private int _left = fileCount;

    /// <summary>Per file the number of the step that ruled it out, or -1.</summary>
    public int[] SkippedBy => _skippedBy;

    /// <summary>How many files are left.</summary>
    public int Left => _left;

    /// <summary>The steps so far.</summary>
    public ImmutableArray<PruningStep> Steps => _steps.ToImmutable();

    /// <summary>Drops the files whose verdict is <see cref="Verdict.None"/>.</summary>
    public void Apply(PruningLayers layer, Scalar conjunct, Verdict[] verdicts)
    {
        var before = _left;
        for (var file = 0; file < verdicts.Length; file++)
        {
            if (verdicts[file] == Verdict.None && _skippedBy[file] < 0)
            {
                _skippedBy[file] = _steps.Count;
                _left--;
            }
        }
        _steps.Add(new(layer, conjunct, before, _left));
    }

    private static int[] Filled(int count)
    {
        var array = new int[count];
        array.AsSpan().Fill(-1);
        return array;
    }
}
