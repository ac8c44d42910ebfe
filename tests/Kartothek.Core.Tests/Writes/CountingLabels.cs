using System.Globalization;

namespace Kartothek.Core.Tests;

/// <summary>Labels 1, 2, 3, … in 32 digits, the same in each run of a test.</summary>
internal sealed class CountingLabels(int first = 1) : LabelSource
{
    private int _next = first - 1;

    public override string Next() => Interlocked.Increment(ref _next).ToString("x32", CultureInfo.InvariantCulture);
}
