using System.Globalization;

namespace Kartothek.Core;

/// <summary>Names a version of a dataset: by its number, by the id of its commit, or by a time at which it was the present one. Immutable.</summary>
/// <remarks>A number (<c>long</c>) and a time (<see cref="DateTimeOffset"/>) convert by themselves.</remarks>
public sealed record VersionChoice
{
    private VersionChoice(long? number, string? id, DateTimeOffset? time) => (Number, Id, Time) = (number, id, time);

    internal long? Number { get; }

    internal string? Id { get; }

    internal DateTimeOffset? Time { get; }

    /// <summary>The version of a number (<see cref="DatasetVersion.Number"/>). Where a writer that doesn't look has overwritten a version, another may have its number: then the one that the present state stands on.</summary>
    public static VersionChoice OfNumber(long number) => new(number, null, null);

    /// <summary>The version that a commit made (<see cref="DatasetVersion.Id"/>).</summary>
    public static VersionChoice OfCommit(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new(null, id, null);
    }

    /// <summary>The version that was the present one at a time, by the clocks of those who committed. A time after the last commit means the present version; one before the first version that is kept means none.</summary>
    public static VersionChoice At(DateTimeOffset time) => new(null, null, time);

    /// <summary>The version of a number.</summary>
    public static implicit operator VersionChoice(long number) => OfNumber(number);

    /// <summary>The version of a time.</summary>
    public static implicit operator VersionChoice(DateTimeOffset time) => At(time);

    /// <summary>As messages name it: <c>version 12</c>.</summary>
    public override string ToString() =>
        Number is { } number ? $"version {number.ToString(CultureInfo.InvariantCulture)}"
        : Id is not null ? $"the version of commit '{Id}'"
        : $"the version of {Time!.Value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)}Z";
}
