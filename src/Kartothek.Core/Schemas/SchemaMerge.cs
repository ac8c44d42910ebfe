using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The schema of a dataset after rows of another schema were added: what agrees, what widens, and what is a violation (format.md 3.8).</summary>
/// <remarks>
/// Unlike Python's, the merge doesn't depend on the order of its arguments, looks at each column by itself, and lets nullable columns be added: files that
/// were written before have null there. Columns are compared after normalisation.
/// </remarks>
internal static class SchemaMerge
{
    /// <summary>The stored schema with what new rows add to it.</summary>
    /// <param name="stored">The dataset's schema; null for a dataset that has none yet.</param>
    /// <param name="added">The columns of the new rows, partition columns included; normalised or not.</param>
    /// <param name="partitionOn">The partition columns of the dataset.</param>
    /// <param name="context">What is compared, for messages, and what is allowed.</param>
    /// <returns>Normalised, in order; <paramref name="stored"/> itself where nothing changes.</returns>
    /// <exception cref="KartothekException">
    /// The schemas violate each other (<see cref="ErrorKind.Invalid"/>); the message names each column, its type on both sides, and the remedy.
    /// </exception>
    public static Schema Merge(Schema? stored, Schema added, ImmutableArray<string> partitionOn, SchemaMergeContext context)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(context);
        var rows = SchemaNormalization.Normalize(added, partitionOn);
        if (stored is null)
        {
            return rows;
        }
        var known = SchemaNormalization.Normalize(stored, partitionOn);
        var differences = new List<SchemaDifference>();
        var merged = new List<Field>(known.Fields.Length);
        foreach (var field in known.Fields)
        {
            if (!rows.TryGet(field.Name, out var other))
            {
                if (!context.FillsMissingColumns || partitionOn.Contains(field.Name))
                {
                    differences.Add(new SchemaDifference(field.Name, stored[field.Name].Type, null));
                }
                merged.Add(field);
            }
            else if (CommonType(field.Type, other.Type) is { } type)
            {
                merged.Add(new Field(field.Name, type));
            }
            else
            {
                differences.Add(new SchemaDifference(field.Name, stored[field.Name].Type, added[field.Name].Type));
            }
        }
        foreach (var field in rows.Fields.Where(f => !known.Contains(f.Name)))
        {
            if (!context.AddsColumns || !added[field.Name].IsNullable)
            {
                differences.Add(new SchemaDifference(field.Name, null, added[field.Name].Type) { IsNullable = added[field.Name].IsNullable });
            }
            merged.Add(field);
        }
        if (differences.Count > 0)
        {
            throw CoreErrors.SchemaViolation(context, differences);
        }
        var result = SchemaNormalization.InOrder(merged, partitionOn);
        return result.Fields.AsSpan().SequenceEqual(stored.Fields.AsSpan()) ? stored : result;
    }

    /// <summary>The type that holds the values of two normalised types exactly, or null where that isn't one that old readers could read.</summary>
    /// <remarks>Commutative and associative, with the null type as its neutral element, but for the unit of timestamps, where the first counts: values of a stored column may not fit another.</remarks>
    internal static ColumnType? CommonType(ColumnType stored, ColumnType added) => (stored, added) switch
    {
        _ when stored == added => stored,
        (_, { Kind: ColumnKind.Null }) => stored,
        ({ Kind: ColumnKind.Null }, _) => added,
        ({ Kind: ColumnKind.Timestamp }, { Kind: ColumnKind.Timestamp }) when stored.IsUtc == added.IsUtc => stored,
        ({ Kind: ColumnKind.Decimal }, { Kind: ColumnKind.Decimal }) => CommonDecimal(stored, added),
        ({ Kind: ColumnKind.List }, { Kind: ColumnKind.List }) => CommonType(stored.Children[0].Type, added.Children[0].Type) is { } element
            ? ColumnType.List(new Field("item", element))
            : null,
        ({ Kind: ColumnKind.Struct }, { Kind: ColumnKind.Struct }) or ({ Kind: ColumnKind.Map }, { Kind: ColumnKind.Map }) => CommonGroup(stored, added),
        _ => null,
    };

    /// <summary>Checks that tables of a dataset, or datasets of a cube, agree in the columns that they share (format.md 3.9).</summary>
    /// <param name="schemas">What each is called in messages, and its schema.</param>
    /// <exception cref="KartothekException">Two have different types for a column, and neither is null (<see cref="ErrorKind.Invalid"/>).</exception>
    public static void CheckShared(IEnumerable<KeyValuePair<string, Schema>> schemas)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        var first = new Dictionary<string, (string Name, Field Field)>(StringComparer.Ordinal);
        foreach (var (name, schema) in schemas)
        {
            foreach (var field in schema.Fields.Where(f => f.Type.Kind != ColumnKind.Null))
            {
                if (!first.TryAdd(field.Name, (name, field)) && first[field.Name] is var other && (other.Field.Type != field.Type || other.Field.IsNullable != field.IsNullable))
                {
                    throw CoreErrors.SharedColumn(field.Name, other.Name, other.Field, name, field);
                }
            }
        }
    }

    private static ColumnType? CommonDecimal(ColumnType stored, ColumnType added)
    {
        var scale = Math.Max(stored.Scale, added.Scale);
        var precision = Math.Max(stored.Precision - stored.Scale, added.Precision - added.Scale) + scale;
        return precision <= 38 ? ColumnType.Decimal(precision, scale) : null;
    }

    // Members of structures aren't normalised, since Python doesn't; only what is the same, or null in one of them, goes together.
    private static ColumnType? CommonGroup(ColumnType stored, ColumnType added)
    {
        if (stored.Children.Length != added.Children.Length)
        {
            return null;
        }
        var children = new Field[stored.Children.Length];
        for (var i = 0; i < children.Length; i++)
        {
            var (left, right) = (stored.Children[i], added.Children[i]);
            if (left.Name != right.Name || CommonType(left.Type, right.Type) is not { } type)
            {
                return null;
            }
            children[i] = new Field(left.Name, type, left.IsNullable || right.IsNullable);
        }
        return stored.Kind == ColumnKind.Map ? ColumnType.Map(children[0], children[1]) : ColumnType.Struct(children);
    }
}
