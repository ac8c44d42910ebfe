using System.Diagnostics.CodeAnalysis;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Starts queries over datasets.</summary>
public static class DatasetQueries
{
    /// <summary>The rows of a dataset as records of a type, for LINQ.</summary>
    /// <remarks>
    /// <para>Columns are found by the names of members: exactly, then between snake_case and PascalCase, or by
    /// <see cref="System.ComponentModel.DataAnnotations.Schema.ColumnAttribute"/> (on a record's parameter <c>[property: Column("name")]</c>); its <c>[NotMapped]</c> leaves a member out.
    /// Rows come in the order of the partitions in the header. Nothing is read before the query runs; each run reads anew,
    /// from the same snapshot.</para>
    /// <para>Results are those of LINQ to Objects over the same rows, nulls and NaN included, with these differences. Where a condition would throw there
    /// for a null (<c>Value</c> of a nullable member, a member or method of a null text), the scan has a null instead: <c>==</c>, <c>&lt;</c>, <c>&gt;</c> and tests like
    /// <c>StartsWith</c> fail, <c>!=</c> and negations hold. Conditions compare the column's own value; that it doesn't fit its member (a null, or too wide a number) is an
    /// error where the member's value is used: in records, projections and aggregates of it, but not where rows are only counted. Calls that don't depend on the row run once.</para>
    /// </remarks>
    /// <typeparam name="T">A class, record or struct with a member per column that is wanted.</typeparam>
    /// <param name="dataset">The snapshot to read.</param>
    /// <exception cref="Columns.KartothekException">A member has no column, or one of another kind.</exception>
    [RequiresDynamicCode("Queries compile their lambdas.")]
    [RequiresUnreferencedCode("Queries read records by reflection.")]
    public static IQueryable<T> AsQueryable<T>(this Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new DatasetRecords<T>(new DatasetQueryProvider(QueryOptions.Default), dataset);
    }
}
