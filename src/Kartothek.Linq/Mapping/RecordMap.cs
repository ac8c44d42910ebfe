using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>How the members of a record type read the columns of a schema. Immutable; made once per type and schema.</summary>
/// <remarks>
/// <para>A record type is a class or struct whose mapped members are its public properties with a setter (init-only and non-public
/// ones too), its public fields, and the properties that its constructor sets. Where it has a public constructor without
/// parameters, that one is called (a struct without constructors starts as its default); else the public constructor
/// with the most parameters, each of which must be a member's name in any case.</para>
/// <para>A mapped member is its column: reading it inside a query gives the column's value, whatever code its accessors run.</para>
/// </remarks>
internal sealed class RecordMap
{
    private static readonly ConditionalWeakTable<Schema, ConcurrentDictionary<Type, RecordMap>> Cache = [];
    private readonly Dictionary<string, MemberMap> _byName = new(StringComparer.Ordinal);

    private RecordMap(Type type, Schema schema, RecordMembers members, string where)
    {
        RecordType = type;
        Schema = schema;
        Constructor = members.Constructor;
        Members = [.. members.Mapped.Select(m => Map(m, schema, where, type))];
        foreach (var member in Members)
        {
            _byName.Add(member.Name, member);
        }
        Arguments = [.. members.Arguments.Select(m => m is null ? null : _byName[m.Name])];
        Assigned = [.. Members.Where(m => !Arguments.Contains(m))];
        Targets = [.. Members.Select(ReadTarget.Of)];
    }

    /// <summary>The record type.</summary>
    public Type RecordType { get; }

    /// <summary>The columns.</summary>
    public Schema Schema { get; }

    /// <summary>The mapped members in the order of declaration.</summary>
    public ImmutableArray<MemberMap> Members { get; }

    /// <summary>The constructor to call; null for the default value of a struct.</summary>
    public ConstructorInfo? Constructor { get; }

    /// <summary>The member for each parameter of the constructor; null where the parameter's default is passed.</summary>
    public ImmutableArray<MemberMap?> Arguments { get; }

    /// <summary>The members that are set after construction.</summary>
    public ImmutableArray<MemberMap> Assigned { get; }

    /// <summary>What each member reads; equal by value for equal records over equal columns, whatever the snapshot.</summary>
    public ImmutableArray<ReadTarget> Targets { get; }

    /// <summary>The map of a type over a schema.</summary>
    /// <param name="type">The record type.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="where">What has the columns, for messages: <c>dataset 'sales'</c>.</param>
    /// <exception cref="KartothekException">The type can't be constructed, a member has no column or several, or one of another kind (<see cref="ErrorKind.Invalid"/>).</exception>
    public static RecordMap For(Type type, Schema schema, string where)
    {
        var maps = Cache.GetOrCreateValue(schema);
        return maps.TryGetValue(type, out var map)
            ? map
            : maps.GetOrAdd(type, new RecordMap(type, schema, RecordMembers.Of(type), where));
    }

    /// <summary>Whether a type could be a record: a class or struct of its own, not one of the types that a single column is read into.</summary>
    public static bool IsRecord(Type type) =>
        !type.IsPrimitive && !type.IsEnum && !type.IsInterface && !type.IsAbstract && !type.IsPointer && !type.IsByRefLike && !type.IsArray
        && type != typeof(object) && type != typeof(string) && type != typeof(decimal) && !type.IsGenericTypeDefinition
        && !typeof(Delegate).IsAssignableFrom(type) && type.Namespace != "System" && !(type.Namespace?.StartsWith("System.", StringComparison.Ordinal) ?? false);

    /// <summary>The map of a member, however the expression names it: as declared in a base class, or by an interface that the record implements.</summary>
    public bool TryGetMember(MemberInfo member, [NotNullWhen(true)] out MemberMap? map)
    {
        if (_byName.TryGetValue(member.Name, out map) && IsSame(member, map.Member))
        {
            return true;
        }
        map = null;
        return false;
    }

    private bool IsSame(MemberInfo named, MemberInfo mapped)
    {
        if (named is not PropertyInfo { GetMethod: { } getter } || mapped is not PropertyInfo { GetMethod: { } own })
        {
            return named.Module == mapped.Module && named.MetadataToken == mapped.MetadataToken;
        }
        if (getter.DeclaringType is { IsInterface: true } contract)
        {
            if (!contract.IsAssignableFrom(RecordType))
            {
                return false;
            }
            var implementation = RecordType.GetInterfaceMap(contract);
            getter = implementation.TargetMethods[Array.IndexOf(implementation.InterfaceMethods, getter)];
        }
        var (first, second) = (getter.GetBaseDefinition(), own.GetBaseDefinition());
        return first.Module == second.Module && first.MetadataToken == second.MetadataToken;
    }

    private static MemberMap Map(MemberInfo member, Schema schema, string where, Type record)
    {
        var type = RecordMembers.TypeOf(member);
        Field? column;
        if (RecordMembers.ColumnNameOf(member) is { } name)
        {
            column = schema.TryGet(name, out var field) ? field : throw RecordErrors.NoColumn(record, member.Name, name, schema, where);
        }
        else
        {
            column = NameConvention.Find(member.Name, schema, out var candidates)
                ?? throw (candidates.Count > 1
                    ? RecordErrors.AmbiguousColumn(record, member.Name, candidates, where)
                    : RecordErrors.NoColumn(record, member.Name, null, schema, where));
        }
        if (!ColumnFit.Fits(type, column.Type))
        {
            throw RecordErrors.AnotherKind(record, member.Name, type, column, where);
        }
        CheckNested(type, column.Type, $"column '{column.Name}' of {where}");
        return new MemberMap(member, type, column, RecordMembers.AcceptsNull(member, type));
    }

    /// <summary>Maps the records inside nested columns, so that what doesn't fit there is told before data is read, too.</summary>
    private static void CheckNested(Type type, ColumnType column, string where)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        switch (column.Kind)
        {
            case ColumnKind.Struct:
                For(type, StructSchema.Of(column), where);
                break;
            case ColumnKind.List:
                CheckNested(ColumnFit.ElementOf(type)!, column.Children[0].Type, where);
                break;
            case ColumnKind.Map:
                var (key, value) = ColumnFit.EntryOf(type)!.Value;
                CheckNested(key, column.Children[0].Type, where);
                CheckNested(value, column.Children[1].Type, where);
                break;
        }
    }
}
