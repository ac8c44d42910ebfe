using System.Diagnostics.CodeAnalysis;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Starts queries over datasets.</summary>
public static class DatasetQueries
{
    /// <summary>The rows of a dataset as records of a type, for LINQ.</summary>
    /// <remarks>
    /// <para>Columns are found by the names of members: exactly, then between snake_case and PascalCase, or by <see cref="ColumnAttribute"/>.
    /// Rows come in the order of the partitions in the header. Nothing is read before the query runs; each run reads anew,
    /// from the same snapshot.</para>
    /// <para>Results are those of LINQ to Objects over the same rows, nulls and NaN included. Where a condition would throw there for a null
    /// (<c>Value</c> of a nullable member, a member or method of a null text), the scan has a null instead, and the comparison or test fails.</para>
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
