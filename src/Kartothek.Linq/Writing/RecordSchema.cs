using System.Diagnostics.CodeAnalysis;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>The columns of record types.</summary>
public static class RecordSchema
{
    /// <summary>The columns that a new dataset of records has: one per member, in the order of declaration, those of base classes first.</summary>
    /// <remarks>
    /// <para>Members are those that a query maps. An integer, floating number, text, <c>bool</c>, <c>DateOnly</c>, <c>Guid</c> and <c>byte[]</c> has the column of its kind and width; an enum that of its number, or of
    /// its names where <c>[Column(TypeName = "string")]</c> says so; <see cref="DateTime"/> a timestamp without zone in microseconds, <see cref="DateTimeOffset"/> one in UTC, <see cref="TimeOnly"/> and
    /// <see cref="TimeSpan"/> a time of day in microseconds; <c>decimal</c> has decimal(18,4), or what <c>[Column(TypeName = "decimal(12,2)")]</c> says; lists, dictionaries and records are
    /// lists, maps and structures. All columns are nullable, as Python has it.</para>
    /// </remarks>
    /// <typeparam name="T">The record type.</typeparam>
    /// <param name="options">Names and types; null for the members' names and the types above.</param>
    /// <exception cref="KartothekException">The type isn't one of records, or a member can't be a column (<see cref="ErrorKind.Invalid"/>).</exception>
    [RequiresDynamicCode("Nested columns are looked up by reflection.")]
    [RequiresUnreferencedCode("Records are looked up by reflection.")]
    public static Schema Of<T>(RecordOptions? options = null) => WriteMap.ForNew(typeof(T), options ?? RecordOptions.Default).Schema;
}
