using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>The members of a type that are mapped to columns, and the constructor that takes some of them.</summary>
/// <param name="Mapped">The members in the order of declaration, those of base classes first.</param>
/// <param name="Constructor">The constructor to call; null for the default value of a struct.</param>
/// <param name="Arguments">The member for each parameter; null where the parameter's default is passed.</param>
internal sealed record RecordMembers(ImmutableArray<MemberInfo> Mapped, ConstructorInfo? Constructor, ImmutableArray<MemberInfo?> Arguments)
{
    private const BindingFlags Public = BindingFlags.Instance | BindingFlags.Public;

    // Each opened dataset has a schema of its own, and with it maps of its own; what reflection says of a type stays.
    private static readonly ConditionalWeakTable<Type, RecordMembers> Known = [];

    /// <summary>Looks at a type.</summary>
    /// <exception cref="KartothekException">It has no usable constructor, or no members (<see cref="ErrorKind.Invalid"/>).</exception>
    public static RecordMembers Of(Type type) => Known.GetValue(type, LookAt);

    private static RecordMembers LookAt(Type type)
    {
        if (!RecordMap.IsRecord(type))
        {
            throw RecordErrors.NotARecord(type);
        }
        var candidates = Candidates(type);
        var (constructor, arguments) = ChooseConstructor(type, candidates);
        var mapped = candidates.Where(m => !IsNotMapped(m) && (IsAssignable(m) || arguments.Contains(m))).ToImmutableArray();
        if (mapped.IsEmpty)
        {
            throw RecordErrors.NoMembers(type);
        }
        return new(mapped, constructor, arguments);
    }

    /// <summary>The type of a property or field.</summary>
    public static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    /// <summary>The name that an attribute gives to the member's column, or null.</summary>
    public static string? ColumnNameOf(MemberInfo member) => member.GetCustomAttribute<ColumnAttribute>()?.Name;

    /// <summary>Whether the member may hold null. A reference type may unless its declaration, in a nullable context, says that it mustn't.</summary>
    public static bool AcceptsNull(MemberInfo member, Type type)
    {
        if (type.IsValueType)
        {
            return Nullable.GetUnderlyingType(type) is not null;
        }
        var context = new NullabilityInfoContext();
        var nullability = member is PropertyInfo property ? context.Create(property) : context.Create((FieldInfo)member);
        return nullability.ReadState != NullabilityState.NotNull || IsAnonymous(member.DeclaringType!);
    }

    private static bool IsAnonymous(Type type) => type.Name.StartsWith("<>", StringComparison.Ordinal);

    private static List<MemberInfo> Candidates(Type type)
    {
        var byName = new Dictionary<string, MemberInfo>(StringComparer.Ordinal);
        var members = new List<MemberInfo>();
        var depth = new Dictionary<Type, int>();
        for (var t = type; t is not null; t = t.BaseType)
        {
            depth.Add(t, -depth.Count);
        }
        var all = type.GetProperties(Public).Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)
            .Concat<MemberInfo>(type.GetFields(Public));
        foreach (var member in all.OrderBy(m => depth.GetValueOrDefault(m.DeclaringType!)).ThenBy(m => m.MetadataToken))
        {
            // A member that hides one of a base class counts alone.
            if (byName.TryGetValue(member.Name, out var hidden))
            {
                members.Remove(hidden);
            }
            byName[member.Name] = member;
            members.Add(member);
        }
        return members;
    }

    private static bool IsNotMapped(MemberInfo member) => member.IsDefined(typeof(NotMappedAttribute));

    private static bool IsAssignable(MemberInfo member) => member switch
    {
        PropertyInfo property => property.SetMethod is not null,
        FieldInfo field => !field.IsInitOnly,
        _ => false,
    };

    private static (ConstructorInfo? Constructor, ImmutableArray<MemberInfo?> Arguments) ChooseConstructor(Type type, List<MemberInfo> candidates)
    {
        var constructors = type.GetConstructors(Public);
        if (constructors.FirstOrDefault(c => c.GetParameters().Length == 0) is { } parameterless)
        {
            return (parameterless, []);
        }
        (ConstructorInfo Constructor, ImmutableArray<MemberInfo?> Arguments)? best = null;
        foreach (var constructor in constructors.OrderByDescending(c => c.GetParameters().Length))
        {
            if (Match(constructor, candidates) is { } arguments)
            {
                best = (constructor, arguments);
                break;
            }
        }
        if (best is { } found)
        {
            return found;
        }
        return type.IsValueType ? (null, []) : throw RecordErrors.NoConstructor(type);
    }

    private static ImmutableArray<MemberInfo?>? Match(ConstructorInfo constructor, List<MemberInfo> candidates)
    {
        var arguments = ImmutableArray.CreateBuilder<MemberInfo?>();
        foreach (var parameter in constructor.GetParameters())
        {
            var member = candidates.Find(m => m.Name == parameter.Name && TypeOf(m) == parameter.ParameterType)
                ?? candidates.Find(m => string.Equals(m.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && TypeOf(m) == parameter.ParameterType);
            if (member is null || IsNotMapped(member))
            {
                if (!parameter.HasDefaultValue)
                {
                    return null;
                }
                member = null;
            }
            arguments.Add(member);
        }
        return arguments.ToImmutable();
    }
}
