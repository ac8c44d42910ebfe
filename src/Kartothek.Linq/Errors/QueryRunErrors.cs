using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>The messages about running queries.</summary>
internal static class QueryRunErrors
{
    public static KartothekException NotOpen(string name) => new(
        ErrorKind.Invalid,
        $"Dataset '{name}' isn't open yet, and Explain() does no I/O. Await ExplainAsync(), or run the query once.");

    public static KartothekException TooManyBytes(string name, long bytes, long max) => new(
        ErrorKind.Invalid,
        FormattableString.Invariant(
            $"The query would read {bytes:N0} bytes of dataset '{name}', and RequirePruning allows {max:N0}. No rows were read. Add a condition on a partition or index column, select fewer columns, or allow more."));

    public static InvalidOperationException NoConnection(string uuid) => new(
        $"Set(\"{uuid}\") needs a store, and this context has none. Pass a store to its constructor, or call AddKartothek(o => o.UseStore(…)).");
}
