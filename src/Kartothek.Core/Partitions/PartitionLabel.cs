using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The label of a new partition (format.md 1.2): <c>country=DE/day=2024-03-05/</c> and a name that is unique in the dataset.</summary>
internal static class PartitionLabel
{
    /// <summary>The label of a partition.</summary>
    /// <param name="columns">The partition columns in their order.</param>
    /// <param name="values">The value of each.</param>
    /// <param name="name">The name behind them, 32 hexadecimal digits by custom.</param>
    /// <exception cref="KartothekException">
    /// A value is null or NaN, or text with half a surrogate pair (<see cref="ErrorKind.Invalid"/>), or its type can't be read back (<see cref="ErrorKind.NotSupported"/>, see <see cref="Check"/>).
    /// </exception>
    public static string Of(ImmutableArray<string> columns, ReadOnlySpan<ConstantScalar> values, string name) => throw new NotSupportedException();

    /// <summary>Refuses columns whose values Python can't read back from a key: binary, UUIDs, timestamps with a zone, nested and null columns.</summary>
    /// <exception cref="KartothekException">The type is one of those (<see cref="ErrorKind.NotSupported"/>).</exception>
    public static void Check(Field column) => throw new NotSupportedException();
}
