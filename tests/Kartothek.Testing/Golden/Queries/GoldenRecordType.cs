using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;

namespace Kartothek.Testing;

/// <summary>A class made at run time for the columns of a dataset: a nullable property per column, of its name.</summary>
public sealed class GoldenRecordType
{
    private static readonly ModuleBuilder Module =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Kartothek.Testing.GoldenRecords"), AssemblyBuilderAccess.Run).DefineDynamicModule("GoldenRecords");

    private static readonly Lock Defining = new();
    private static int _count;

    private readonly ImmutableDictionary<string, PropertyInfo> _members;

    private GoldenRecordType(Type type, ImmutableArray<GoldenColumn> columns)
    {
        Type = type;
        Columns = columns;
        _members = columns.ToImmutableDictionary(column => column.Name, column => type.GetProperty(column.Name)!);
    }

    /// <summary>The class.</summary>
    public Type Type { get; }

    /// <summary>The columns that have a property: all but those with values that no .NET type holds (decimals of more than 28 digits, fractions of a tick).</summary>
    public ImmutableArray<GoldenColumn> Columns { get; }

    /// <summary>Makes the class of a dataset.</summary>
    public static GoldenRecordType For(GoldenDataset dataset)
    {
        ImmutableArray<GoldenColumn> columns = [.. dataset.Columns.Where(column => GoldenClrValues.TypeOf(column) is not null)];
        lock (Defining)
        {
            var builder = Module.DefineType($"Golden{_count++}_{dataset.Uuid}", TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class);
            foreach (var column in columns)
                DefineProperty(builder, column.Name, GoldenClrValues.TypeOf(column)!);

            return new GoldenRecordType(builder.CreateType(), columns);
        }
    }

    /// <summary>The property of a column; null where it has none.</summary>
    public PropertyInfo? Member(string column) => _members.GetValueOrDefault(column);

    /// <summary>The recorded rows as records, for LINQ to Objects.</summary>
    public Array Records(GoldenDataset dataset)
    {
        var records = Array.CreateInstance(Type, dataset.RowCount);
        for (var row = 0; row < dataset.RowCount; row++)
        {
            var record = Activator.CreateInstance(Type)!;
            foreach (var column in Columns)
                _members[column.Name].SetValue(record, GoldenClrValues.ToClr(column.Values[row], column.Type));

            records.SetValue(record, row);
        }

        return records;
    }

    /// <summary>A property's value in the form that <see cref="GoldenValues"/> describes.</summary>
    public object? Value(object record, GoldenColumn column) => GoldenClrValues.FromClr(_members[column.Name].GetValue(record), column.Type);

    private static void DefineProperty(TypeBuilder type, string name, Type valueType)
    {
        const MethodAttributes accessor = MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig;
        var field = type.DefineField("_" + name, valueType, FieldAttributes.Private);
        var property = type.DefineProperty(name, PropertyAttributes.None, valueType, null);

        var getter = type.DefineMethod("get_" + name, accessor, valueType, []);
        var get = getter.GetILGenerator();
        get.Emit(OpCodes.Ldarg_0);
        get.Emit(OpCodes.Ldfld, field);
        get.Emit(OpCodes.Ret);
        property.SetGetMethod(getter);

        var setter = type.DefineMethod("set_" + name, accessor, typeof(void), [valueType]);
        var set = setter.GetILGenerator();
        set.Emit(OpCodes.Ldarg_0);
        set.Emit(OpCodes.Ldarg_1);
        set.Emit(OpCodes.Stfld, field);
        set.Emit(OpCodes.Ret);
        property.SetSetMethod(setter);
    }
}
