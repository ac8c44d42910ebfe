using System.Diagnostics.CodeAnalysis;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Records as rows to be written.</summary>
/// <remarks>
/// Values are written exactly or not at all: one that its column can't hold (a number too large, digits too many, a null where none may be, half a surrogate pair) is an error
/// that names the row while the source is read. Columns are those of <see cref="RecordSchema.Of{T}"/>, or those of a dataset: each member goes to the column
/// that reading finds for it, and fits by kind, not by width. A column of the dataset that no member goes to is null in the new rows.
/// </remarks>
public static class RecordSource
{
    /// <summary>Records that lie in memory, or are made as they are asked for.</summary>
    /// <typeparam name="T">A class, record or struct with a member per column.</typeparam>
    /// <param name="rows">The records, enumerated once.</param>
    /// <param name="columns">The columns of the dataset that they go to; null for a new one.</param>
    /// <param name="options">Names, types, and what is done where members and columns differ.</param>
    /// <exception cref="KartothekException">The type doesn't fit the columns (<see cref="ErrorKind.Invalid"/>).</exception>
    [RequiresDynamicCode("Records are read by compiled code.")]
    [RequiresUnreferencedCode("Records are looked up by reflection.")]
    public static BlockSource Of<T>(IEnumerable<T> rows, Schema? columns = null, RecordOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var map = MapOf(typeof(T), columns, "the dataset", options);
        return new(map.Schema, RecordBlocks<T>.Of(rows, map));
    }

    /// <summary>Records that come one after the other.</summary>
    /// <inheritdoc cref="Of{T}(IEnumerable{T}, Schema, RecordOptions)"/>
    [RequiresDynamicCode("Records are read by compiled code.")]
    [RequiresUnreferencedCode("Records are looked up by reflection.")]
    public static BlockSource Of<T>(IAsyncEnumerable<T> rows, Schema? columns = null, RecordOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var map = MapOf(typeof(T), columns, "the dataset", options);
        return new(map.Schema, RecordBlocks<T>.Of(rows, map));
    }

    /// <summary>The columns of a type in a dataset; in a new one where there are none yet.</summary>
    internal static WriteMap MapOf(Type type, Schema? columns, string where, RecordOptions? options) => columns is null
        ? WriteMap.ForNew(type, options ?? RecordOptions.Default)
        : WriteMap.For(type, columns, where, options ?? RecordOptions.Default);
}
