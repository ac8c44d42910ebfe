namespace Kartothek.Core;

/// <summary>A version in a listing of the history.</summary>
/// <param name="Key">Number and id.</param>
/// <param name="Written">When the copy was put, right after the commit.</param>
internal readonly record struct StoredVersion(HistoryKey Key, DateTimeOffset Written);
