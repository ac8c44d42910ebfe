namespace Kartothek.Linq;

/// <summary>What a scan computed of groups isn't LINQ's result for certain; the query is run again with the groups in memory.</summary>
/// <remarks>
/// A sum may have overflowed (LINQ throws only where the group's sum is asked for), different parts made equal keys, or an aggregate has no values to be made of.
/// </remarks>
internal sealed class GroupsNeedRowsException : Exception;
