using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>Partitions that are named. Each must still exist.</summary>
internal sealed class LabelScope : FileScope
{
    private readonly ImmutableArray<string> _labels;

    /// <summary>Checks that a dataset has the labels.</summary>
    public LabelScope(Dataset dataset, ImmutableArray<string> labels)
    {
        _labels = [.. labels.Distinct(StringComparer.Ordinal)];
        if (_labels.FirstOrDefault(l => dataset.Header.IndexOf(l) < 0) is { } missing)
        {
            throw CoreErrors.LabelNotFound(dataset, missing);
        }
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<int>> SelectAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var missing = _labels.FirstOrDefault(l => dataset.Header.IndexOf(l) < 0);
        return missing is null ? new([.. _labels.Select(dataset.Header.IndexOf).Order()]) : throw CoreErrors.LabelIsGone(dataset, missing);
    }

    /// <inheritdoc/>
    public override string ToString() => _labels.Length == 1 ? $"partition '{_labels[0]}'" : $"{_labels.Length} partitions by their labels";
}
