using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations.Schema;
using System.Linq.Expressions;
using System.Reflection;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Which columns a record type is written to. Immutable.</summary>
/// <remarks>The members are those that reading maps, so that what was written can be read by the same type.</remarks>
internal sealed class WriteMap
{
    private WriteMap(Type type, ImmutableArray<(Field Field, WriteMember? Member)> columns)
    {
        RecordType = type;
        Schema = new Schema(columns.Select(c => c.Field));
        Members = [.. columns.Select(c => c.Member)];
    }

    /// <summary>The record type.</summary>
    public Type RecordType { get; }

    /// <summary>The columns that are written.</summary>
    public Schema Schema { get; }

    /// <summary>The member of each column; null where the type has none, and the column is null.</summary>
    public ImmutableArray<WriteMember?> Members { get; }

    /// <summary>The columns of a new dataset: one per member, in their order, all of them nullable as Python has it.</summary>
    /// <exception cref="KartothekException">The type isn't one of records, a member has a type that isn't written, or two members have one column (<see cref="ErrorKind.Invalid"/>).</exception>
    public static WriteMap ForNew(Type type, RecordOptions options) => ForNew(type, options, []);

    internal static WriteMap ForNew(Type type, RecordOptions options, IReadOnlyList<Type> above)
    {
        var members = RecordMembers.Of(type).Mapped;
        if (options.Types.Keys.FirstOrDefault(name => !members.Any(m => m.Name == name)) is { } unknown)
        {
            throw RecordWriteErrors.NoMember(type, unknown, members);
        }
        var columns = ImmutableArray.CreateBuilder<(Field, WriteMember?)>();
        foreach (var member in members)
        {
            var field = NewField(type, member, options, above);
            if (columns.FirstOrDefault(c => c.Item1.Name == field.Name) is (_, { } other))
            {
                throw RecordWriteErrors.OneColumn(type, other.Member.Name, member.Name, field.Name);
            }
            columns.Add((field, Of(type, member, field, options, isNew: true)));
        }
        return new(type, columns.ToImmutable());
    }

    /// <summary>The columns of a dataset that exists, in its order, and behind them those that the type adds.</summary>
    /// <param name="type">The record type.</param>
    /// <param name="stored">The dataset's columns.</param>
    /// <param name="where">The dataset, for messages.</param>
    /// <param name="options">Whether columns may be added.</param>
    /// <exception cref="KartothekException">A member has no column, several, or one of another kind; or a column that mustn't be null has no member (<see cref="ErrorKind.Invalid"/>).</exception>
    public static WriteMap For(Type type, Schema stored, string where, RecordOptions options)
    {
        var byColumn = new Dictionary<string, WriteMember>(StringComparer.Ordinal);
        var added = new List<(Field, WriteMember?)>();
        foreach (var member in RecordMembers.Of(type).Mapped)
        {
            if (ColumnOf(type, member, stored, where, options) is not { } column)
            {
                var field = NewField(type, member, options, []);
                if (added.Exists(a => a.Item1.Name == field.Name))
                {
                    throw RecordWriteErrors.OneColumn(type, added.Find(a => a.Item1.Name == field.Name).Item2!.Member.Name, member.Name, field.Name);
                }
                added.Add((field, Of(type, member, field, options, isNew: true)));
                continue;
            }
            var memberType = RecordMembers.TypeOf(member);
            if (!ColumnFit.Fits(memberType, column.Type))
            {
                throw RecordErrors.AnotherKind(type, member.Name, memberType, column, where);
            }
            if (byColumn.TryGetValue(column.Name, out var other))
            {
                throw RecordWriteErrors.OneColumn(type, other.Member.Name, member.Name, column.Name);
            }
            byColumn.Add(column.Name, Of(type, member, Known(type, member, column, options), options, isNew: false));
        }
        var columns = stored.Fields.Select(f => byColumn.TryGetValue(f.Name, out var member) ? (member.Field, member)
            : f.IsNullable ? (f, (WriteMember?)null)
            : throw RecordWriteErrors.ColumnWithoutMember(type, f, where));
        return new(type, [.. columns, .. added]);
    }

    /// <summary>The members of a structure.</summary>
    public static WriteMap ForStructure(WriteTarget target) => For(
        target.ValueType, StructSchema.Of(target.ColumnType), $"column '{target.Column}'", new() { TruncatesTimes = target.Truncates, IsNested = true });

    /// <summary>The columns of the members that a lambda names.</summary>
    /// <exception cref="KartothekException">It names something else, or a member that isn't mapped (<see cref="ErrorKind.Invalid"/>).</exception>
    public IEnumerable<string> ColumnsOf(LambdaExpression selector) => MemberColumns.MembersOf(selector).Select(member =>
        Members.FirstOrDefault(m => m?.Member.Name == member.Name)?.Field.Name ?? throw RecordWriteErrors.NoMember(RecordType, member.Name, Members.Where(m => m is not null).Select(m => m!.Member)));

    /// <summary>Refuses a type without a member for a partition column, whose values are never null.</summary>
    public void RequirePartitionColumns(ImmutableArray<string> columns, string where)
    {
        foreach (var column in columns)
        {
            if (Schema.IndexOf(column) is var i && (i < 0 || Members[i] is null))
            {
                throw RecordWriteErrors.PartitionColumnWithoutMember(RecordType, column, Schema[column].Type, where);
            }
        }
    }

    /// <summary>The columns of members alone, so that others keep what they hold.</summary>
    public WriteMap WithMembersOnly() => new(RecordType, [.. Schema.Fields.Zip(Members).Where(c => c.Second is not null).Select(c => (c.First, c.Second))]);

    /// <summary>The column that a member has in a new dataset.</summary>
    public static string NameOf(MemberInfo member, NamingPolicy naming) =>
        RecordMembers.ColumnNameOf(member) ?? (naming == NamingPolicy.SnakeCase ? NameConvention.ToSnakeCase(member.Name) : member.Name);

    private static WriteMember Of(Type record, MemberInfo member, Field field, RecordOptions options, bool isNew)
    {
        var type = RecordMembers.TypeOf(member);
        var isAnonymous = record.Name.StartsWith("<>", StringComparison.Ordinal);
        var acceptsNull = field.IsNullable && RecordMembers.AcceptsNull(member, type);
        var target = new WriteTarget(type, field.Name, field.Type, acceptsNull, isAnonymous ? member.Name : $"{ConstantText.TypeName(record)}.{member.Name}", options.TruncatesTimes);
        return new(member, field, target, isNew);
    }

    private static Field? ColumnOf(Type type, MemberInfo member, Schema stored, string where, RecordOptions options)
    {
        if (RecordMembers.ColumnNameOf(member) is { } name)
        {
            return stored.TryGet(name, out var named) ? named
                : options.AddsColumns ? null
                : throw RecordWriteErrors.NoColumn(type, member.Name, name, stored, where, options.IsNested);
        }
        if (NameConvention.Find(member.Name, stored, out var candidates) is { } found)
        {
            return found;
        }
        if (candidates.Count > 1)
        {
            throw RecordErrors.AmbiguousColumn(type, member.Name, candidates, where);
        }
        return options.AddsColumns ? null : throw RecordWriteErrors.NoColumn(type, member.Name, member.Name, stored, where, options.IsNested);
    }

    /// <summary>A stored column, with what isn't known of its type because only nulls were written so far.</summary>
    private static Field Known(Type type, MemberInfo member, Field column, RecordOptions options) =>
        HasNull(column.Type) ? column with { Type = WriteTypes.Fill(column.Type, TypeOf(type, member, options, [])) } : column;

    private static bool HasNull(ColumnType type) =>
        type.Kind == ColumnKind.Null || (type.Kind is ColumnKind.List or ColumnKind.Map && type.Children.Any(c => HasNull(c.Type)));

    private static Field NewField(Type type, MemberInfo member, RecordOptions options, IReadOnlyList<Type> above) =>
        new(NameOf(member, options.Naming), TypeOf(type, member, options, above));

    /// <summary>The type that the column of a member has where nothing says another.</summary>
    /// <exception cref="KartothekException">The member's type makes no column (<see cref="ErrorKind.Invalid"/>).</exception>
    public static ColumnType TypeOf(Type record, MemberInfo member) => TypeOf(record, member, RecordOptions.Default, []);

    private static ColumnType TypeOf(Type record, MemberInfo member, RecordOptions options, IReadOnlyList<Type> above)
    {
        var type = RecordMembers.TypeOf(member);
        if (options.Types.TryGetValue(member.Name, out var chosen))
        {
            return chosen.Kind != ColumnKind.Null && ColumnFit.Fits(type, chosen) ? chosen : throw RecordWriteErrors.TypeDoesNotFit(record, member.Name, type, chosen);
        }
        if (member.GetCustomAttribute<ColumnAttribute>()?.TypeName is { } name)
        {
            // A name of another database says nothing here, except that somebody thought about a decimal's digits.
            if (WriteTypes.Parse(name) is { } parsed)
            {
                return ColumnFit.Fits(type, parsed) ? parsed : throw RecordWriteErrors.TypeDoesNotFit(record, member.Name, type, parsed);
            }
            if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(decimal))
            {
                throw RecordWriteErrors.NoDecimalType(record, member.Name, name);
            }
        }
        return WriteTypes.Natural(type, options.Naming, [.. above, record]) ?? throw RecordWriteErrors.NotWritten(record, member.Name, type);
    }
}
