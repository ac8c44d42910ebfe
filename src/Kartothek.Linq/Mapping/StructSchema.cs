using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>The members of a structure as a schema; one object per type object, so that record maps of it are cached.</summary>
internal static class StructSchema
{
    private static readonly ConditionalWeakTable<ColumnType, Schema> Cache = [];

    public static Schema Of(ColumnType structure) => Cache.GetValue(structure, static s => new Schema(s.Children));
}
