using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The messages about writing: sources, layouts, updates.</summary>
internal static partial class CoreErrors
{
    public static KartothekException BatchColumns(int columns, int expected) =>
        new(ErrorKind.Invalid, $"A record batch has {columns} columns, and the schema of its source has {expected}. Give batches of one schema, and that schema.");
}
